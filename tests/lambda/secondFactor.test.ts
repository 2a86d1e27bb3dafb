import { describe, expect, it } from "vitest";

import { AccountResponse, NewSecondFactorResponse, RecoveryCodesResponse } from "../../rules/contract/api/account.ts";
import { SessionResponse } from "../../rules/contract/api/session.ts";
import { makeLink } from "../../lambda/accounts/links.ts";
import { getAccount } from "../../lambda/accounts/store.ts";
import { codeAt, stepAt, toBase32 } from "../../lambda/accounts/totp.ts";
import { CONFIRM_TRIES_MAX } from "../../lambda/identity/secondFactorHandlers.ts";
import { ACCOUNT_TRIES_MAX } from "../../lambda/session/signIn.ts";
import { PASSWORD, read, readProblem, type Client } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";

const { harness, crew, nobody } = useHarness({ for: "each" });
const EMAIL = "cody@example.com";
const STEP_MS = 30_000;

function signIn(client: Client, code?: string) {
  return client.send("POST", "/api/session", {
    email: EMAIL,
    password: PASSWORD,
    ...(code === undefined ? {} : { code }),
  });
}

/** Sets it up, and goes on to the next step, as the first code is used up. */
async function setUp(): Promise<{ secret: string; codes: readonly string[]; now: () => string }> {
  const { secret, uri } = read(NewSecondFactorResponse, await crew.send("POST", "/api/account/second-factor"));
  expect(uri).toBe(
    `otpauth://totp/Blue%20Heron%20Sailing:cody%40example.com?secret=${secret}&issuer=Blue%20Heron%20Sailing`,
  );
  const now = () => codeAt(secret, stepAt(harness.clock.now));
  const confirmed = await crew.send("PUT", "/api/account/second-factor", { code: now() });
  harness.clock.advance(STEP_MS);
  return { secret, codes: read(RecoveryCodesResponse, confirmed).recovery_codes, now };
}

describe("A code", () => {
  // Source: RFC 6238, appendix B, the rows of SHA-1.
  it.each([
    [59, "94287082"],
    [1_111_111_109, "07081804"],
    [1_111_111_111, "14050471"],
    [1_234_567_890, "89005924"],
    [2_000_000_000, "69279037"],
    [20_000_000_000, "65353130"],
  ])("of the second %d is that of the RFC", (seconds, code) => {
    const secret = toBase32(Buffer.from("12345678901234567890"));
    expect(codeAt(secret, stepAt(new Date(seconds * 1000)), 8)).toBe(code);
  });
});

describe("A second factor", () => {
  it("is asked for once the password was right, and only then", async () => {
    const { now } = await setUp();
    expect(readProblem(await signIn(nobody))).toMatchObject({ status: 401, code: "code-needed" });
    expect(nobody.cookie).toBe("");
    const wrong = await nobody.send("POST", "/api/session", { email: EMAIL, password: "wrong", code: now() });
    expect(readProblem(wrong).code).toBe("wrong-sign-in");
    expect(read(SessionResponse, await signIn(nobody, now())).account?.email).toBe(EMAIL);
  });

  it("takes a code once, and within its thirty seconds alone", async () => {
    const { now } = await setUp();
    const code = now();
    expect((await signIn(nobody, code)).status).toBe(200);
    expect(readProblem(await signIn(nobody, code))).toMatchObject({ status: 401, code: "wrong-code" });
    harness.clock.advance(STEP_MS);
    const last = now();
    harness.clock.advance(STEP_MS);
    expect((await signIn(nobody, last)).status).toBe(401);
    expect((await signIn(nobody, now())).status).toBe(200);
  });

  it("is not turned on by guessing, and says when to try again", async () => {
    await crew.send("POST", "/api/account/second-factor");
    const guess = () => crew.send("PUT", "/api/account/second-factor", { code: "000000" });
    for (let n = 0; n < CONFIRM_TRIES_MAX; n += 1) expect((await guess()).status).toBe(400);
    const refused = await guess();
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "900"]);
    expect(readProblem(refused).detail).toBe("Wait 15 minutes, then try again.");
  });

  it("counts wrong codes as failures, and the question for one as none", async () => {
    const { now } = await setUp();
    for (let n = 0; n < ACCOUNT_TRIES_MAX + 3; n += 1) expect((await signIn(nobody)).status).toBe(401);
    for (let n = 0; n < ACCOUNT_TRIES_MAX; n += 1) expect((await signIn(nobody, "000000")).status).toBe(401);
    expect((await signIn(nobody, now())).status).toBe(429);
  });

  it("is replaced by each of ten recovery codes, once", async () => {
    const { codes } = await setUp();
    expect(codes).toHaveLength(10);
    expect(new Set(codes).size).toBe(10);
    // 24 letters of Base32 are 120 bits.
    expect(codes[0]).toMatch(/^(?:[a-z2-7]{4}-){5}[a-z2-7]{4}$/);
    const typed = ` ${(codes[0] ?? "").toUpperCase().replaceAll("-", " ")} `;
    expect((await signIn(nobody, typed)).status).toBe(200);
    expect((await signIn(nobody, codes[0])).status).toBe(401);
    const own = read(AccountResponse, await nobody.send("GET", "/api/account"));
    expect(own.second_factor?.recovery_codes).toBe(9);
    const stored = JSON.stringify(await getAccount(harness.services.table, EMAIL));
    expect(codes.some((code) => stored.includes(code.replaceAll("-", "")))).toBe(false);
  });

  it("counts only once a code of it was confirmed, and within a quarter of an hour", async () => {
    await crew.send("POST", "/api/account/second-factor");
    expect(readProblem(await crew.send("PUT", "/api/account/second-factor", { code: "000000" })).code).toBe(
      "wrong-code",
    );
    expect((await signIn(nobody)).status).toBe(200);
    harness.clock.advance(16 * 60 * 1000);
    await signIn(crew);
    expect((await crew.send("PUT", "/api/account/second-factor", { code: "000000" })).status).toBe(409);
  });

  it("ends all other sessions where it is turned on and off, and cannot be set up twice", async () => {
    const before = await harness.as("crew");
    const { now } = await setUp();
    expect((await before.send("GET", "/api/crew")).status).toBe(401);
    expect((await crew.send("POST", "/api/account/second-factor")).status).toBe(409);
    await signIn(nobody, now());
    const off = read(AccountResponse, await crew.send("DELETE", "/api/account/second-factor"));
    expect(off.second_factor).toBeNull();
    expect((await nobody.send("GET", "/api/crew")).status).toBe(401);
    expect((await signIn(nobody)).status).toBe(200);
  });

  it("is asked for after a reset by mail too", async () => {
    const { now } = await setUp();
    const { table } = harness.services;
    const account = await getAccount(table, EMAIL);
    if (account === undefined) throw new Error("The account is gone.");
    for (const purpose of ["reset", "invitation"] as const) {
      const token = await makeLink(table, account, purpose, harness.clock.now);
      expect((await nobody.send("POST", "/api/link/new-passkey", { token })).status).toBe(404);
    }
    const token = await makeLink(table, account, "reset", harness.clock.now);
    const password = "a tired heron waits for the tide";
    const chosen = await nobody.send("POST", "/api/link/password", { token, password });
    expect(read(SessionResponse, chosen).account).toBeNull();
    expect(nobody.cookie).toBe("");
    const body = { email: EMAIL, password };
    expect(readProblem(await nobody.send("POST", "/api/session", body)).code).toBe("code-needed");
    expect((await nobody.send("POST", "/api/session", { ...body, code: now() })).status).toBe(200);
  });
});
