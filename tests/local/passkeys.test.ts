import { expect, it } from "vitest";

import { createAccount } from "../../lambda/accounts/store.ts";
import { openApiClient } from "../../local/client.ts";
import { NewPasskeyQuestion, PasskeyQuestion } from "../../rules/contract/api/passkey.ts";
import * as v from "valibot";
import { Authenticator, KEYS, type Algorithm } from "../lambda/support/authenticator.ts";
import { LOW_COST, openCloudTable } from "../load/support/client.ts";
import { useCloud } from "../support/useCloud.ts";

/** The function as it is built leaves out parts of the library that checks passkeys: none that one of these needs. */

const cloud = useCloud();
const PASSWORD = "a tired heron waits for the tide";

it.each(Object.keys(KEYS).map((key) => Number(key) as Algorithm))(
  "The built function takes a passkey of COSE's algorithm %i, and signs its owner in by it",
  async (algorithm) => {
    const owner = { email: `key${String(algorithm)}@example.com`, name: "Key Owner", role: "crew" } as const;
    await createAccount(openCloudTable(cloud), { ...owner, password: PASSWORD }, new Date(), LOW_COST);
    const client = openApiClient(cloud.url);
    await client.call("POST", "/api/session", { email: owner.email, password: PASSWORD });
    const asked = await client.call("POST", "/api/account/new-passkey");
    const question = v.parse(NewPasskeyQuestion, asked.body);
    expect(question.pubKeyCredParams.map(({ alg }) => alg).sort()).toEqual(Object.keys(KEYS).map(Number).sort());
    const key = new Authenticator(cloud.url, algorithm);
    const added = await client.call("POST", "/api/account/passkeys", { name: "Phone", passkey: key.make(question) });
    expect(added.status).toBe(201);

    const stranger = openApiClient(cloud.url);
    const { body } = await stranger.call("POST", "/api/session/passkey/options");
    const passkey = key.use(v.parse(PasskeyQuestion, body));
    expect(await stranger.call("POST", "/api/session/passkey", { passkey })).toMatchObject({
      status: 200,
      body: { account: { email: owner.email } },
    });
  },
);
