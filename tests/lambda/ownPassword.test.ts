import { describe, expect, it } from "vitest";

import { SessionResponse } from "../../rules/contract/api/session.ts";
import { createAccount, listAccounts } from "../../lambda/accounts/store.ts";
import { PRESENT_TRIES_MAX } from "../../lambda/identity/passwordHandlers.ts";
import { CHEAP, idOf, PASSWORD, read, readProblem, type Client } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";

const { harness, admin, crew } = useHarness({ for: "each" });
const NEW = "a tired heron waits for the tide";

function change(client: Client, password: string, present: string | null = PASSWORD) {
  return client.send("POST", "/api/account/password", { present, password });
}

describe("One's own password", () => {
  it("is changed with the present one, and every other session of the account ends", async () => {
    const phone = await harness.as("crew");
    const before = crew.cookie;
    const changed = await change(crew, NEW);
    expect(read(SessionResponse, changed)).toMatchObject({ account: { name: "Cody" }, change_password: false });
    expect(crew.cookie).not.toBe(before);
    expect((await crew.send("GET", "/api/crew")).status).toBe(200);
    expect((await phone.send("GET", "/api/crew")).status).toBe(401);
    expect((await phone.signIn("cody@example.com")).status).toBe(401);
    expect((await phone.signIn("cody@example.com", NEW)).status).toBe(200);
  });

  it("stays what it is where the present one is wrong or missing", async () => {
    for (const present of ["wrong", null]) {
      const refused = await change(crew, NEW, present);
      expect(readProblem(refused)).toMatchObject({ status: 403, code: "wrong-password" });
      expect(readProblem(refused).errors).toEqual([
        { field: "present", message: "That is not your present password." },
      ]);
    }
    expect((await (await harness.as("nobody")).signIn("cody@example.com")).status).toBe(200);
  });

  it("is guessed at no more than eight times by whoever holds somebody's phone, and its owner can sign in", async () => {
    for (let n = 0; n < PRESENT_TRIES_MAX; n += 1) await change(crew, NEW, "wrong");
    expect((await change(crew, NEW)).status).toBe(429);
    expect((await (await harness.as("nobody")).signIn("cody@example.com")).status).toBe(200);
  });

  it("may have 128 characters, and not one more", async () => {
    const long = `${NEW} ${"wave ".repeat(40)}`.slice(0, 128);
    expect((await change(crew, `${long}!`)).status).toBe(400);
    expect((await change(crew, long)).status).toBe(200);
    expect((await (await harness.as("nobody")).signIn("cody@example.com", long)).status).toBe(200);
  });

  it("works for as long as its owner leaves it", async () => {
    harness.clock.advance(5 * 365 * 24 * 60 * 60 * 1000);
    const later = await harness.as("nobody");
    expect(read(SessionResponse, await later.signIn("cody@example.com")).change_password).toBe(false);
  });

  it.each([
    ["the company's name", "Blue Heron Sailing!", "your name"],
    ["a boat's name", "windward.windward.9", "your name"],
    ["its owner's address", "cody@example.com 1", "your name"],
    ["one that leaked", "1qaz2wsx3edc4rfv", "a common password"],
  ])("may not be %s", async (_what, password, reason) => {
    await admin.send("POST", "/api/vessels", { id: idOf(1), name: "Windward", capacity: 6, required_crew: 1 });
    const refused = readProblem(await change(crew, password));
    expect(refused).toMatchObject({ status: 400, code: "invalid-request" });
    expect(refused.errors).toEqual([{ field: "password", message: expect.stringContaining(reason) as string }]);
  });
});

describe("Taking money", () => {
  const payment = {
    id: idOf("payment"),
    event: "2026-05-23-jane-afternoon",
    patron: "Jane",
    amount_cents: 10_000,
    method: "cash",
    timestamp: "2026-05-23T18:00:00.000Z",
    note: "",
  };

  async function keyOf(name: string): Promise<string> {
    const { crew: list } = JSON.parse((await admin.send("GET", "/api/crew")).text) as {
      crew: { name: string; key: string }[];
    };
    return list.find((member) => member.name === name)?.key ?? "";
  }

  it("is an admin's, and a crew member's to whom an admin gave it, for as long as it is not taken back", async () => {
    await admin.send("POST", "/api/events", {
      id: idOf("event"),
      date: "2026-05-23",
      first_name: "Jane",
      period: "afternoon",
    });
    const account = { email: "dana@example.com", name: "Dana", role: "crew", password: PASSWORD } as const;
    await createAccount(harness.services.table, account, harness.clock.now, CHEAP);
    const dana = await harness.as("nobody");
    await dana.signIn(account.email);

    const refused = readProblem(await dana.send("POST", "/api/payment/log", payment));
    expect(refused).toMatchObject({ status: 403, code: "not-allowed", title: "You may not log payments" });
    expect(refused.detail).toMatch(/^Nothing was recorded\. Ask an admin/);

    const path = `/api/crew/${await keyOf("Dana")}`;
    expect((await crew.send("PATCH", path, { permissions: ["payments"] })).status).toBe(403);
    expect((await admin.send("PATCH", path, { permissions: ["payments"] })).status).toBe(200);
    expect((await dana.send("POST", "/api/payment/log", payment)).status).toBe(201);

    await admin.send("PATCH", path, { permissions: [] });
    expect((await dana.send("POST", "/api/payment/log", { ...payment, id: idOf("later") })).status).toBe(403);
    expect((await admin.send("POST", "/api/payment/log", { ...payment, id: idOf("admin") })).status).toBe(201);
  });

  it("comes and goes with the role of an admin, which ends the sessions and is nobody's own to change", async () => {
    const account = { email: "rolf@example.com", name: "Rolf", role: "crew", password: PASSWORD } as const;
    await createAccount(harness.services.table, account, harness.clock.now, CHEAP);
    const rolf = await harness.as("nobody");
    await rolf.signIn(account.email);
    const asAdmin = async (): Promise<number> => (await rolf.send("PUT", "/api/kiosk/pin", { pin: "271828" })).status;
    const path = `/api/crew/${await keyOf("Rolf")}`;
    expect((await rolf.send("PATCH", path, { permissions: [], role: "admin" })).status).toBe(403);
    expect(await asAdmin()).toBe(403);

    expect((await admin.send("PATCH", path, { permissions: [], role: "admin" })).status).toBe(200);
    expect(await asAdmin()).toBe(401);
    await rolf.signIn(account.email);
    expect(await asAdmin()).toBe(200);

    const own = readProblem(await rolf.send("PATCH", path, { permissions: [], role: "crew" }));
    expect(own).toMatchObject({ status: 403, title: "You cannot change your own role" });
    expect(await asAdmin()).toBe(200);
    expect((await admin.send("PATCH", path, { permissions: [], role: "crew" })).status).toBe(200);
    expect(await asAdmin()).toBe(401);
  });

  it("stays with one admin at least, also where two take it from each other at once", async () => {
    const account = { email: "rita@example.com", name: "Rita", role: "admin", password: PASSWORD } as const;
    await createAccount(harness.services.table, account, harness.clock.now, CHEAP);
    const rita = await harness.as("nobody");
    await rita.signIn(account.email);
    const demote = async (by: typeof rita, name: string) =>
      by.send("PATCH", `/api/crew/${await keyOf(name)}`, { permissions: [], role: "crew" });
    await Promise.all([demote(rita, "Ada"), demote(admin, "Rita")]);
    const { found } = await listAccounts(harness.services.table);
    expect(found.filter(({ role }) => role === "admin").length).toBeGreaterThan(0);
  });

  it("cannot be given to an account that there is not, and not under another name", async () => {
    expect((await admin.send("PATCH", `/api/crew/${"0".repeat(32)}`, { permissions: [] })).status).toBe(404);
    expect((await admin.send("PATCH", `/api/crew/${await keyOf("Cody")}`, { permissions: ["all"] })).status).toBe(400);
  });
});
