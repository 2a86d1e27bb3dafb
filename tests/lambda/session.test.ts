import { describe, expect, it } from "vitest";

import { CrewResponse, SessionResponse } from "../../rules/contract/api/session.ts";
import { hashPassword, verifyPassword } from "../../lambda/accounts/password.ts";
import { createAccount, disableAccount, getAccount, setPassword } from "../../lambda/accounts/store.ts";
import { ACCOUNT_TRIES_MAX, ADDRESS_TRIES_MAX, DEVICE_TRIES_MAX } from "../../lambda/session/signIn.ts";
import { IDLE_SECONDS } from "../../lambda/session/store.ts";
import { CHEAP, PASSWORD, read, readProblem } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const { harness } = useHarness({ for: "each" });

describe("Signing in", () => {
  it("answers who one is and sets a cookie that scripts and other sites cannot use", async () => {
    const client = await harness.as("nobody");
    const answer = await client.signIn("Ada@Example.com ");
    expect(read(SessionResponse, answer)).toEqual({
      account: { email: "ada@example.com", name: "Ada", role: "admin", permissions: [] },
      change_password: false,
      kiosk_pin: null,
      company: {
        name: "Blue Heron Sailing",
        currency: "USD",
        time_zone: "America/New_York",
        dock: { address: "", map_url: "" },
        start_times: {},
        methods: ["card", "cash", "venmo", "zelle", "check", "other"],
        setting_up: true,
        turnaround_minutes: 30,
      },
      stack: "test",
    });
    const [session, device] = answer.headers.getSetCookie();
    expect(session).toMatch(
      /^__Host-scc_session=[0-9a-f]{32}\.[\w-]{43}; Max-Age=1209600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(device).toMatch(/^__Host-scc_device=[\w-]{43}; Max-Age=15552000; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  });

  it("answers a wrong password and an unknown address alike", async () => {
    const client = await harness.as("nobody");
    const wrong = readProblem(await client.signIn("ada@example.com", "wrong"));
    const unknown = readProblem(await client.signIn("eve@example.com", "wrong"));
    expect(wrong).toMatchObject({ status: 401, code: "wrong-sign-in" });
    expect({ ...unknown, instance: "" }).toEqual({ ...wrong, instance: "" });
  });

  it("is refused for a while after too many failures on one account, from any address", async () => {
    const client = await harness.as("nobody");
    await useUpAccount("ada@example.com");
    const refused = await client.signIn("ada@example.com");
    expect(readProblem(refused)).toMatchObject({ status: 429, code: "throttled" });
    expect(readProblem(refused).detail).toMatch(
      /not used on before\. Wait 15 minutes.+A device on which you have signed in before is not held up/,
    );
    expect(refused.headers.get("retry-after")).toBe("900");
    expect((await client.signIn("cody@example.com")).status).toBe(200);
    harness.clock.advance(900_000);
    expect((await client.signIn("ada@example.com")).status).toBe(200);
  });

  it("goes on for its owner on a device that the account was used on, whatever others try", async () => {
    const own = await harness.as("admin");
    await own.send("DELETE", "/api/session");
    await useUpAccount("ada@example.com");
    expect((await own.signIn("ada@example.com", "wrong")).status).toBe(401);
    expect((await own.signIn("ada@example.com")).status).toBe(200);
    // The same device is nothing to an account that was never used on it.
    await useUpAccount("cody@example.com");
    expect((await own.signIn("cody@example.com")).status).toBe(429);
  });

  it("goes on there also where all tries of its network are used up", async () => {
    const own = await harness.as("crew");
    await own.send("DELETE", "/api/session");
    const other = await harness.as("nobody");
    const emails = await addCheapAccounts(ADDRESS_TRIES_MAX);
    await Promise.all(emails.map((email) => other.signIn(email, "wrong")));
    expect((await other.signIn("cody@example.com")).status).toBe(429);
    expect((await own.signIn("cody@example.com")).status).toBe(200);
  });

  it("is refused on a known device after too many failures there, and only there", async () => {
    const stolen = await harness.as("admin");
    await stolen.send("DELETE", "/api/session");
    for (let n = 0; n < DEVICE_TRIES_MAX; n += 1) await stolen.signIn("ada@example.com", "wrong");
    expect(readProblem(await stolen.signIn("ada@example.com")).detail).toMatch(/on this device/);
    expect((await (await harness.as("nobody")).signIn("ada@example.com")).status).toBe(200);
  });

  it("does not take a made-up device for one that it knows", async () => {
    const forger = await harness.as("nobody");
    await useUpAccount("ada@example.com");
    for (const secret of ["x", "A".repeat(43)]) {
      forger.device = `__Host-scc_device=${secret}`;
      expect((await forger.signIn("ada@example.com")).status).toBe(429);
    }
  });

  it("lets a password of before in, and says that it is to be changed", async () => {
    const client = await harness.as("nobody");
    await setPassword(harness.services.table, "cody@example.com", "twelve chars", { cost: CHEAP });
    const signedIn = read(SessionResponse, await client.signIn("cody@example.com", "twelve chars"));
    expect(signedIn.change_password).toBe(true);
    expect(read(SessionResponse, await client.send("GET", "/api/session")).change_password).toBe(true);
  });

  it("is refused after too many failures from one address, on any account", async () => {
    const client = await harness.as("nobody");
    const emails = await addCheapAccounts(ADDRESS_TRIES_MAX + 5);
    // At once, as somebody who guesses would: none slips past the limit.
    const answers = await Promise.all(emails.map((email) => client.signIn(email, "wrong")));
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(5);
  });

  it("forgets the failures of an account once its owner is in", async () => {
    const client = await harness.as("nobody");
    for (let round = 0; round < 3; round += 1) {
      for (let n = 0; n < ACCOUNT_TRIES_MAX - 1; n += 1) await client.signIn("ada@example.com", "wrong");
      expect((await client.signIn("ada@example.com")).status).toBe(200);
    }
  });
});

/** Adds accounts to guess at: for an unknown one a password of the real cost is checked, seconds in all. */
async function addCheapAccounts(number: number): Promise<readonly string[]> {
  const emails = Array.from({ length: number }, (_, n) => `guess${n}@example.com`);
  const account = { name: "Guess", role: "crew", password: PASSWORD } as const;
  for (const email of emails)
    await createAccount(harness.services.table, { ...account, email }, harness.clock.now, CHEAP);
  return emails;
}

/** Somebody guesses at an account until no more guesses of strangers are taken. */
async function useUpAccount(email: string): Promise<void> {
  const stranger = await harness.as("nobody");
  for (let n = 0; n < ACCOUNT_TRIES_MAX; n += 1) {
    stranger.address = `203.0.113.${n}`;
    expect((await stranger.signIn(email, "wrong")).status).toBe(401);
  }
}

describe("A session", () => {
  it("ends when its owner signs out, also for whoever copied the cookie", async () => {
    const client = await harness.as("crew");
    const copied = client.cookie;
    await client.send("DELETE", "/api/session");
    expect(client.cookie).toBe("");
    client.cookie = copied;
    expect((await client.send("GET", "/api/crew")).status).toBe(401);
    expect(read(SessionResponse, await client.send("GET", "/api/session")).account).toBeNull();
  });

  it("ends after 14 days, however often it is used, and whether or not the table has removed it", async () => {
    const client = await harness.as("crew");
    for (let day = 0; day < 13; day += 1) {
      harness.clock.advance(DAY_MS);
      expect((await client.send("GET", "/api/crew")).status).toBe(200);
    }
    harness.clock.advance(DAY_MS - 1000);
    expect((await client.send("GET", "/api/crew")).status).toBe(200);
    harness.clock.advance(1000);
    expect((await client.send("GET", "/api/crew")).status).toBe(401);
  });

  it("ends once nobody has used it for two days", async () => {
    const client = await harness.as("crew");
    for (let times = 0; times < 3; times += 1) {
      harness.clock.advance(IDLE_SECONDS * 1000 - 1000);
      expect((await client.send("GET", "/api/crew")).status).toBe(200);
    }
    harness.clock.advance(IDLE_SECONDS * 1000);
    expect((await client.send("GET", "/api/crew")).status).toBe(401);
  });

  it("ends at once when the account is disabled, which cannot sign in again", async () => {
    const client = await harness.as("crew");
    expect(await disableAccount(harness.services.table, "cody@example.com", harness.clock.now)).toBe(true);
    expect((await client.send("GET", "/api/crew")).status).toBe(401);
    expect((await client.signIn("cody@example.com")).status).toBe(401);
    expect(await disableAccount(harness.services.table, "eve@example.com", harness.clock.now)).toBe(false);
  });

  it("is not opened by a made-up or cut cookie", async () => {
    const client = await harness.as("crew");
    const [name = "", token = ""] = client.cookie.split("=");
    for (const forged of [
      token.slice(0, -1),
      `${token.slice(0, 33)}${"A".repeat(43)}`,
      token.replace(/^./, (c) => (c === "0" ? "1" : "0")),
      "x",
    ]) {
      client.cookie = `${name}=${forged}`;
      expect((await client.send("GET", "/api/crew")).status).toBe(401);
    }
  });

  it("is stored as a hash: the table never holds the token", async () => {
    const client = await harness.as("crew");
    const secret = client.cookie.split(".")[1] ?? "";
    const item = await harness.services.table.query({ where: "#event_id = :p", values: { p: "accounts" } });
    expect(secret).toHaveLength(43);
    expect(JSON.stringify(item)).not.toContain(secret);
  });
});

describe("Accounts", () => {
  it("are listed by name without their passwords, and without disabled ones", async () => {
    const admin = await harness.as("admin");
    const added = await admin.send("POST", "/api/crew", {
      email: "Bob@example.com",
      name: "Bob",
      role: "crew",
    });
    expect(added.status).toBe(201);
    await disableAccount(harness.services.table, "cody@example.com", harness.clock.now);
    const listed = await admin.send("GET", "/api/crew");
    expect(read(CrewResponse, listed).crew.map(({ name }) => name)).toEqual(["Ada", "Bob"]);
    expect(listed.text).not.toContain("scrypt");
  });

  it("are created once for an e-mail address", async () => {
    const admin = await harness.as("admin");
    const answer = await admin.send("POST", "/api/crew", {
      email: "cody@example.com",
      name: "C",
      role: "crew",
    });
    expect(readProblem(answer)).toMatchObject({ status: 409, code: "conflict" });
    const again = await createAccount(
      harness.services.table,
      { email: "cody@example.com", name: "C", role: "crew", password: PASSWORD },
      harness.clock.now,
      CHEAP,
    );
    expect(again).toEqual({ ok: false, reason: "exists" });
    expect((await getAccount(harness.services.table, "cody@example.com"))?.name).toBe("Cody");
  });
});

describe("Passwords", () => {
  it("are checked to the last character, with their case", async () => {
    const long = `${"wave ".repeat(25)}end`;
    const hash = await hashPassword(long, CHEAP);
    expect(await verifyPassword(long, hash)).toBe(true);
    for (const other of [long.slice(0, -1), `${long} `, ` ${long}`, long.toUpperCase(), long.replace("end", "eNd")])
      expect(await verifyPassword(other, hash)).toBe(false);
  });

  it("are hashed with a salt and the cost they can be checked with later", async () => {
    const [one, two] = await Promise.all([hashPassword("secret"), hashPassword("secret", CHEAP)]);
    expect(one).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
    expect(two).toMatch(/^scrypt\$2\$1\$1\$/);
    expect(await verifyPassword("secret", one)).toBe(true);
    expect(await verifyPassword("secret", two)).toBe(true);
    expect(await verifyPassword("Secret", one)).toBe(false);
    expect(await verifyPassword("secret", undefined)).toBe(false);
  });
});
