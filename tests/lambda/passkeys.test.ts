import { describe, expect, it } from "vitest";

import { AccountResponse } from "../../rules/contract/api/account.ts";
import { NewPasskeyQuestion, PasskeyQuestion } from "../../rules/contract/api/passkey.ts";
import { SessionResponse } from "../../rules/contract/api/session.ts";
import { makeLink } from "../../lambda/accounts/links.ts";
import { PASSKEYS_MAX } from "../../lambda/accounts/passkeys.ts";
import { createAccount, disableAccount, getAccount } from "../../lambda/accounts/store.ts";
import { PASSKEY_ASKS_MAX } from "../../lambda/identity/passkeySignIn.ts";
import { Authenticator, type Wrong } from "./support/authenticator.ts";
import { HOST, read, readProblem, type Answer, type Client } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";

const ORIGIN = `https://${HOST}`;
const { harness, admin, crew, nobody } = useHarness({ for: "each" });

async function add(client: Client, key: Authenticator, wrong: Wrong = {}): Promise<Answer> {
  const question = read(NewPasskeyQuestion, await client.send("POST", "/api/account/new-passkey"));
  return client.send("POST", "/api/account/passkeys", { name: "Phone", passkey: key.make(question, wrong) });
}

async function signIn(client: Client, key: Authenticator, wrong: Wrong = {}): Promise<Answer> {
  const question = read(PasskeyQuestion, await client.send("POST", "/api/session/passkey/options"));
  return client.send("POST", "/api/session/passkey", { passkey: key.use(question, wrong) });
}

describe("A passkey", () => {
  it("is added by whoever has signed in just now, and signs them in", async () => {
    const key = new Authenticator(ORIGIN);
    const added = read(AccountResponse, await add(crew, key));
    expect(added.passkeys).toMatchObject([{ name: "Phone", used_at: null }]);
    const answer = await signIn(nobody, key);
    expect(read(SessionResponse, answer).account).toMatchObject({ email: "cody@example.com" });
    expect(read(AccountResponse, await nobody.send("GET", "/api/account")).passkeys[0]?.used_at).not.toBeNull();
    // Again, with the next count.
    expect((await signIn(await harness.as("nobody"), key)).status).toBe(200);
  });

  it("ends all other sessions where it is added and where it is removed", async () => {
    const key = new Authenticator(ORIGIN);
    for (const change of [
      () => add(crew, key),
      () => crew.send("DELETE", `/api/account/passkeys/${key.id.toString("base64url")}`),
    ]) {
      const other = await harness.as("crew");
      expect((await change()).status).toBeLessThan(300);
      expect((await other.send("GET", "/api/crew")).status).toBe(401);
      expect((await crew.send("GET", "/api/crew")).status).toBe(200);
    }
    expect(readProblem(await signIn(nobody, key))).toMatchObject({ status: 401, code: "wrong-passkey" });
  });

  it.each([
    ["from another site's page", { origin: "https://charters.example.evil.test" }],
    ["of which nobody showed that it is theirs", { unverified: true }],
  ] as const)("is not taken %s", async (_how, wrong) => {
    const refused = readProblem(await add(crew, new Authenticator(ORIGIN), wrong));
    expect(refused).toMatchObject({ status: 400, code: "wrong-passkey" });
    const key = new Authenticator(ORIGIN);
    await add(crew, key);
    expect((await signIn(nobody, key, wrong)).status).toBe(401);
    expect((await signIn(nobody, key)).status).toBe(200);
  });

  it("opens no account but its own", async () => {
    const key = new Authenticator(ORIGIN);
    await add(crew, key);
    const ada = (await getAccount(harness.services.table, "ada@example.com"))?.timestamp ?? "";
    const owner = Buffer.from(ada).toString("base64url");
    expect((await signIn(nobody, key, { owner })).status).toBe(401);
  });

  it("answers a question once, within five minutes, and of the kind that was asked", async () => {
    const key = new Authenticator(ORIGIN);
    await add(crew, key);
    const question = read(PasskeyQuestion, await nobody.send("POST", "/api/session/passkey/options"));
    const used = { passkey: key.use(question) };
    expect((await nobody.send("POST", "/api/session/passkey", used)).status).toBe(200);
    expect((await nobody.send("POST", "/api/session/passkey", used)).status).toBe(401);

    const late = read(PasskeyQuestion, await nobody.send("POST", "/api/session/passkey/options"));
    harness.clock.advance(5 * 60 * 1000);
    expect((await nobody.send("POST", "/api/session/passkey", { passkey: key.use(late) })).status).toBe(401);

    const { challenge } = read(NewPasskeyQuestion, await crew.send("POST", "/api/account/new-passkey"));
    const other = { passkey: key.use({ ...late, challenge }) };
    expect((await nobody.send("POST", "/api/session/passkey", other)).status).toBe(401);
  });

  it("opens nothing of a disabled account", async () => {
    const key = new Authenticator(ORIGIN);
    await add(crew, key);
    await disableAccount(harness.services.table, "cody@example.com", harness.clock.now);
    expect((await signIn(nobody, key)).status).toBe(401);
  });

  it("stays where it is the only way in, and is one of ten at most", async () => {
    const invited = { email: "dana@example.com", name: "Dana", role: "crew" } as const;
    await createAccount(harness.services.table, invited, harness.clock.now);
    const account = await getAccount(harness.services.table, invited.email);
    if (account === undefined) throw new Error("The account was not created.");
    const token = await makeLink(harness.services.table, account, "invitation", harness.clock.now);
    const key = new Authenticator(ORIGIN);
    const question = read(NewPasskeyQuestion, await nobody.send("POST", "/api/link/new-passkey", { token }));
    const body = { token, name: "Phone", passkey: key.make(question) };
    expect(read(SessionResponse, await nobody.send("POST", "/api/link/passkey", body)).account?.name).toBe("Dana");
    expect((await nobody.send("POST", "/api/link/passkey", body)).status).toBe(404);

    const only = `/api/account/passkeys/${key.id.toString("base64url")}`;
    expect(readProblem(await nobody.send("DELETE", only))).toMatchObject({ status: 409, code: "conflict" });
    expect(read(AccountResponse, await nobody.send("GET", "/api/account")).password).toBe("none");
    for (let n = 1; n < PASSKEYS_MAX; n += 1) expect((await add(nobody, new Authenticator(ORIGIN))).status).toBe(201);
    expect((await nobody.send("POST", "/api/account/new-passkey")).status).toBe(409);
    expect((await nobody.send("DELETE", only)).status).toBe(200);
  });

  it("of somebody else is taken off by nobody, and told from one that is not there by nothing", async () => {
    const key = new Authenticator(ORIGIN);
    await add(crew, key);
    const [theirs, nobodys] = await Promise.all(
      [key.id.toString("base64url"), "bm9ib2R5"].map(async (id) =>
        readProblem(await admin.send("DELETE", `/api/account/passkeys/${id}`)),
      ),
    );
    expect([theirs?.status, theirs?.title]).toEqual([404, "You have no such passkey"]);
    expect({ ...theirs, instance: "" }).toEqual({ ...nobodys, instance: "" });
  });

  it("is asked for no more than so often from one network", async () => {
    for (let n = 0; n < PASSKEY_ASKS_MAX; n += 1) await nobody.send("POST", "/api/session/passkey/options");
    expect((await nobody.send("POST", "/api/session/passkey/options")).status).toBe(429);
  });

  it("works on this machine, where the site is http on a port", async () => {
    const local = { "x-forwarded-host": "localhost:8080" };
    const question = read(NewPasskeyQuestion, await crew.send("POST", "/api/account/new-passkey", undefined, local));
    expect(question.rp.id).toBe("localhost");
    const key = new Authenticator("http://localhost:8080");
    const body = { name: "Laptop", passkey: key.make(question) };
    expect((await crew.send("POST", "/api/account/passkeys", body, local)).status).toBe(201);
    // A passkey of one site is none of another.
    expect((await signIn(nobody, key)).status).toBe(401);
  });
});
