import { describe, expect, it } from "vitest";

import { AccountResponse } from "../../rules/contract/api/account.ts";
import { CrewResponse } from "../../rules/contract/api/session.ts";
import { OPERATIONS } from "../../rules/contract/api/operations.ts";
import { accountKey, getAccount } from "../../lambda/accounts/store.ts";
import { openSession, sessionId, SESSIONS_MAX } from "../../lambda/session/store.ts";
import { read, readProblem, type Client } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";

const { harness, admin, crew } = useHarness({ for: "each" });

async function sessionsOf(client: Client) {
  return read(AccountResponse, await client.send("GET", "/api/account")).sessions;
}

describe("One's own sessions", () => {
  it("are listed with the device and when each was used, and none of anybody else's", async () => {
    harness.clock.advance(3_600_000);
    const phone = await harness.as("crew");
    expect(await sessionsOf(phone)).toMatchObject([
      { user_agent: "Test Browser", this: true, opened_at: harness.clock.now.toISOString() },
      { user_agent: "Test Browser", this: false },
    ]);
    await crew.send("GET", "/api/crew");
    expect((await sessionsOf(phone)).map(({ seen_at }) => seen_at)).toEqual([
      harness.clock.now.toISOString(),
      harness.clock.now.toISOString(),
    ]);
  });

  it("end one by one, or all but the one that asks", async () => {
    const [lost, other] = [await harness.as("crew"), await harness.as("crew")];
    const ofLost = (await sessionsOf(lost)).find((session) => session.this)?.id ?? "";
    expect((await crew.send("DELETE", `/api/account/sessions/${ofLost}`)).status).toBe(200);
    expect((await lost.send("GET", "/api/crew")).status).toBe(401);
    expect((await other.send("GET", "/api/crew")).status).toBe(200);
    const over = readProblem(await crew.send("DELETE", `/api/account/sessions/${ofLost}`));
    expect([over.status, over.title]).toEqual([404, "You have no such session"]);

    expect(read(AccountResponse, await crew.send("DELETE", "/api/account/sessions")).sessions).toHaveLength(1);
    expect((await other.send("GET", "/api/crew")).status).toBe(401);
    expect((await crew.send("GET", "/api/crew")).status).toBe(200);
  });

  it("cannot be ended by anybody else", async () => {
    const own = (await sessionsOf(crew))[0]?.id ?? "";
    const sessionOfCody = readProblem(await admin.send("DELETE", `/api/account/sessions/${own}`));
    const nobodys = readProblem(await admin.send("DELETE", `/api/account/sessions/${"0".repeat(own.length)}`));
    // What is somebody else's is told from what is not there by nothing, and what is said is true of both.
    expect({ ...sessionOfCody, instance: "" }).toEqual({ ...nobodys, instance: "" });
    expect(nobodys.detail).toBe("It is over, or was never one of yours. Reload the list.");
    expect((await crew.send("GET", "/api/crew")).status).toBe(200);
  });

  it("are twenty at most: the one that was used longest ago ends", async () => {
    for (let n = 0; n < SESSIONS_MAX; n += 1) {
      harness.clock.advance(60_000);
      await harness.as("crew");
    }
    expect((await crew.send("GET", "/api/crew")).status).toBe(401);
    expect(await sessionsOf(await harness.as("crew"))).toHaveLength(SESSIONS_MAX);
  });

  it("are ended by an admin, all of an account's at once", async () => {
    const { crew: list } = read(CrewResponse, await admin.send("GET", "/api/crew"));
    const key = list.find(({ name }) => name === "Cody")?.key ?? "";
    expect((await crew.send("DELETE", `/api/crew/${key}/sessions`)).status).toBe(403);
    expect((await admin.send("DELETE", `/api/crew/${key}/sessions`)).status).toBe(200);
    expect((await crew.send("GET", "/api/crew")).status).toBe(401);
    expect((await admin.send("GET", "/api/crew")).status).toBe(200);
  });

  it("of the version before this one go on, are listed once they are used, and can be ended", async () => {
    const { table } = harness.services;
    const token = `${accountKey("cody@example.com")}.${"B".repeat(43)}`;
    await table.putNew({
      event_id: `session#${sessionId(token)}`,
      timestamp: "session",
      account: accountKey("cody@example.com"),
      generation: 1,
      created_at: harness.clock.now.toISOString(),
      expires_at: harness.clock.now.getTime() / 1000 + 86_400,
    });
    const old = await harness.as("nobody");
    old.cookie = `__Host-scc_session=${token}`;
    expect((await old.send("GET", "/api/crew")).status).toBe(200);
    const listed = (await sessionsOf(crew)).find(({ id }) => id === sessionId(token));
    expect(listed).toMatchObject({ this: false, user_agent: "" });
    await crew.send("DELETE", `/api/account/sessions/${sessionId(token)}`);
    expect((await old.send("GET", "/api/crew")).status).toBe(401);
  });

  it("are stored so that the version before this one takes them", async () => {
    const { table } = harness.services;
    const account = await getAccount(table, "cody@example.com");
    if (account === undefined) throw new Error("The account is gone.");
    const token = await openSession(table, account, { now: harness.clock.now, userAgent: "x" });
    const item = await table.get({ event_id: `session#${sessionId(token)}`, timestamp: "session" });
    expect(item).toMatchObject({
      account: accountKey("cody@example.com"),
      generation: account.generation,
      expires_at: expect.any(Number) as number,
    });
  });
});

describe("Signing in once more", () => {
  const fresh = Object.values(OPERATIONS).filter((operation) => "fresh" in operation);

  it("is asked for by everything that changes how one signs in, or ends sessions", () => {
    expect(fresh.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
      "DELETE /api/account/passkeys/{passkey}",
      "DELETE /api/account/second-factor",
      "DELETE /api/account/sessions",
      "DELETE /api/account/sessions/{session}",
      "POST /api/account/new-passkey",
      "POST /api/account/passkeys",
      "POST /api/account/second-factor",
      "PUT /api/account/second-factor",
    ]);
  });

  it.each(fresh.map(({ method, path }) => [method, path.replace(/\{\w+\}/, "0".repeat(64))]))(
    "comes before %s %s once ten minutes have passed, and gives the session another token",
    async (method, path) => {
      harness.clock.advance(10 * 60 * 1000);
      const before = crew.cookie;
      const refused = readProblem(await crew.send(method, path, method === "DELETE" ? undefined : {}));
      expect(refused).toMatchObject({ status: 403, code: "sign-in-again" });
      await crew.signIn("cody@example.com");
      expect(crew.cookie).not.toBe(before);
      expect((await crew.send(method, path, method === "DELETE" ? undefined : {})).status).not.toBe(403);
      crew.cookie = before;
      expect((await crew.send("GET", "/api/crew")).status).toBe(401);
    },
  );
});
