import { describe, expect, it } from "vitest";

import { LINK_SECONDS, LinkResponse } from "../../rules/contract/api/link.ts";
import { CrewResponse, SessionResponse } from "../../rules/contract/api/session.ts";
import { disableAccount, getAccount, takePassword } from "../../lambda/accounts/store.ts";
import { LINKS_MAX } from "../../lambda/crew/handlers.ts";
import { RESETS_MAX, WRONG_LINKS_MAX } from "../../lambda/identity/linkHandlers.ts";
import { sweepOutbox } from "../../lambda/outbox/sweep.ts";
import { HOST, read, readProblem, type Client } from "./support/harness.ts";
import { readMime } from "./support/mime.ts";
import { useHarness } from "./support/useHarness.ts";

const { harness, admin, crew, nobody } = useHarness({ for: "each" });
const GOOD = "a tired heron waits for the tide";

async function newestMail() {
  const { headers, text } = await readMime(harness.gmail.mails.at(-1) ?? "");
  return { to: headers.get("to"), text };
}

/** The secret of the link in the newest mail. */
async function newestLink(): Promise<string> {
  const { text } = await newestMail();
  return new RegExp(`https://${HOST.replace(".", "\\.")}/link#([\\w-]{43})`).exec(text)?.[1] ?? "";
}

function choose(client: Client, token: string, password = GOOD) {
  return client.send("POST", "/api/link/password", { token, password });
}

function invite(email = "bob@example.com") {
  return admin.send("POST", "/api/crew", { email, name: "Bob", role: "crew", permissions: ["payments", "payments"] });
}

describe("An invitation", () => {
  it("is mailed to whoever gets an account, and lets them choose a password that nobody else has seen", async () => {
    const added = read(CrewResponse, await invite());
    expect(added.crew.find(({ name }) => name === "Bob")).toMatchObject({ invited: true, permissions: ["payments"] });
    expect((await newestMail()).to).toBe("bob@example.com");
    const token = await newestLink();
    const opened = read(LinkResponse, await nobody.send("POST", "/api/link", { token }));
    expect(opened).toEqual({ purpose: "invitation", email: "bob@example.com", name: "Bob" });

    const chosen = read(SessionResponse, await choose(nobody, token));
    expect(chosen.account).toMatchObject({ email: "bob@example.com", permissions: ["payments"] });
    expect((await nobody.send("GET", "/api/crew")).status).toBe(200);
    expect((await (await harness.as("nobody")).signIn("bob@example.com", GOOD)).status).toBe(200);
    const { crew: list } = read(CrewResponse, await admin.send("GET", "/api/crew"));
    expect(list.find(({ name }) => name === "Bob")).toMatchObject({ invited: false });
  });

  it("works once, and looking at it does not use it up", async () => {
    await invite();
    const token = await newestLink();
    await nobody.send("POST", "/api/link", { token });
    expect((await choose(nobody, token)).status).toBe(200);
    expect(readProblem(await choose(nobody, token))).toMatchObject({ status: 404, code: "not-found" });
  });

  it("works for seven days", async () => {
    await invite();
    const token = await newestLink();
    harness.clock.advance((LINK_SECONDS.invitation - 1) * 1000);
    expect((await nobody.send("POST", "/api/link", { token })).status).toBe(200);
    harness.clock.advance(1000);
    expect((await choose(nobody, token)).status).toBe(404);
  });

  it("is not used up by a password that is refused", async () => {
    await invite();
    const token = await newestLink();
    const refused = readProblem(await choose(nobody, token, "bob@example.com bob"));
    expect(refused.errors).toEqual([{ field: "password", message: expect.stringContaining("your name") as string }]);
    expect((await choose(nobody, token)).status).toBe(200);
  });

  it("is mailed once more where it was lost; the one before works until one of them is used", async () => {
    await invite();
    const first = await newestLink();
    const { crew: list } = read(CrewResponse, await admin.send("GET", "/api/crew"));
    const path = `/api/crew/${list.find(({ name }) => name === "Bob")?.key ?? ""}/link`;
    expect((await crew.send("POST", path)).status).toBe(403);
    expect((await admin.send("POST", path)).status).toBe(200);
    const second = await newestLink();
    expect(second).not.toBe(first);
    expect((await nobody.send("POST", "/api/link", { token: first })).status).toBe(200);
    expect((await choose(nobody, second)).status).toBe(200);
    expect((await choose(nobody, first)).status).toBe(404);
  });

  it("is mailed again no more than five times an hour, and then it says when it is", async () => {
    await invite();
    const { crew: list } = read(CrewResponse, await admin.send("GET", "/api/crew"));
    const path = `/api/crew/${list.find(({ name }) => name === "Bob")?.key ?? ""}/link`;
    for (let n = 0; n < LINKS_MAX; n += 1) expect((await admin.send("POST", path)).status).toBe(200);
    harness.clock.advance(600_000);
    expect(readProblem(await admin.send("POST", path))).toMatchObject({
      status: 429,
      detail: "Wait 50 minutes, then try again.",
    });
  });

  it("leaves no secret in the table, and none in the log", async () => {
    harness.sender.away = true;
    await invite();
    const stored = JSON.stringify(
      await harness.services.table.query({ where: "#event_id = :p", values: { p: "accounts" } }),
    );
    await sweepOutbox(harness.services);
    const token = await newestLink();
    expect(token).toHaveLength(43);
    expect(stored + harness.logs.join("\n")).not.toContain(token);
    const account = await getAccount(harness.services.table, "bob@example.com");
    // To the version before this one it is a hash that no password has.
    expect(account?.password).toMatch(/^scrypt\$\d+\$\d+\$\d+\$[\w-]{22}\$[\w-]{43}$/);
  });

  it("opens nothing of an account that was disabled", async () => {
    await invite();
    const token = await newestLink();
    await disableAccount(harness.services.table, "bob@example.com", harness.clock.now);
    expect((await choose(nobody, token)).status).toBe(404);
  });

  it("replaces a password that the operator took away, which opens nothing any more", async () => {
    await takePassword(harness.services.table, "cody@example.com", harness.clock.now);
    expect((await crew.send("GET", "/api/crew")).status).toBe(401);
    expect((await (await harness.as("nobody")).signIn("cody@example.com")).status).toBe(401);
  });
});

describe("A forgotten password", () => {
  function ask(email: string) {
    return nobody.send("POST", "/api/reset", { email });
  }

  it("is replaced by a mailed link, which ends all sessions and makes this device a known one", async () => {
    expect((await ask("cody@example.com")).text).toBe('{"asked":true}');
    expect((await newestMail()).to).toBe("cody@example.com");
    expect(read(SessionResponse, await choose(nobody, await newestLink())).account?.email).toBe("cody@example.com");
    expect(nobody.device).toMatch(/^__Host-scc_device=/);
    expect((await crew.send("GET", "/api/crew")).status).toBe(401);
    expect((await (await harness.as("nobody")).signIn("cody@example.com")).status).toBe(401);
  });

  it("answers alike whether there is such an account or not, and mails nobody who has none", async () => {
    const known = await ask("cody@example.com");
    const mails = harness.gmail.mails.length;
    const unknown = await ask("eve@example.com");
    expect([unknown.status, unknown.text]).toEqual([known.status, known.text]);
    await disableAccount(harness.services.table, "ada@example.com", harness.clock.now);
    expect((await ask("ada@example.com")).text).toBe(known.text);
    expect(harness.gmail.mails).toHaveLength(mails);
  });

  it("works for one hour, and not once the password was changed", async () => {
    await ask("cody@example.com");
    const late = await newestLink();
    harness.clock.advance(LINK_SECONDS.reset * 1000);
    expect((await choose(nobody, late)).status).toBe(404);
    await ask("cody@example.com");
    const overtaken = await newestLink();
    await crew.signIn("cody@example.com");
    await crew.send("POST", "/api/account/password", { present: "correct horse battery", password: GOOD });
    expect((await choose(nobody, overtaken)).status).toBe(404);
  });

  it("can be asked for three times an hour for one address, whether it has an account or not", async () => {
    for (const email of ["cody@example.com", "eve@example.com"]) {
      for (let n = 0; n < RESETS_MAX; n += 1) expect((await ask(email)).status).toBe(200);
      expect(readProblem(await ask(email))).toMatchObject({ status: 429, code: "throttled" });
    }
  });

  it("makes no passkey the way in, as it would go past a second factor", async () => {
    await ask("cody@example.com");
    const answer = await nobody.send("POST", "/api/link/new-passkey", { token: await newestLink() });
    expect(answer.status).toBe(404);
  });
});

describe("A link that is none", () => {
  it("is refused, and tried no more than so often from one network", async () => {
    for (let n = 0; n < WRONG_LINKS_MAX; n += 1)
      expect((await nobody.send("POST", "/api/link", { token: "A".repeat(43) })).status).toBe(404);
    expect((await nobody.send("POST", "/api/link", { token: "A".repeat(43) })).status).toBe(429);
  });
});
