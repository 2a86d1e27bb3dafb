import { expect, it } from "vitest";
import * as v from "valibot";

import { SECURITY_EVENTS } from "../../rules/contract/security.ts";
import { accountKey } from "../../lambda/accounts/store.ts";
import { makeLink } from "../../lambda/accounts/links.ts";
import { getAccount } from "../../lambda/accounts/store.ts";
import { PASSWORD } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";

const { harness, admin, crew, nobody } = useHarness({ for: "each" });
const OWN = "a tired heron waits for the tide";

const SecurityLine = v.looseObject({
  security: v.picklist(SECURITY_EVENTS),
  level: v.literal("info"),
  time: v.string(),
  request: v.string(),
  from: v.pipe(v.string(), v.regex(/^[0-9a-f]{12}$/)),
  by: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/))),
  of: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/))),
  detail: v.optional(v.string()),
});

function securityLog() {
  return harness.logs
    .map((line) => JSON.parse(line) as object)
    .filter((line) => "security" in line)
    .map((line) => v.parse(SecurityLine, line));
}

const name = (email: string) => accountKey(email);

it("The security log tells who did what, by keys of accounts and hashed networks", async () => {
  const dana = { email: "dana@example.com", name: "Dana", role: "crew" };
  await admin.send("POST", "/api/crew", dana);
  await admin.send("PATCH", `/api/crew/${name(dana.email)}`, { permissions: ["payments"] });
  await admin.send("PATCH", `/api/crew/${name(dana.email)}`, { permissions: ["payments"], role: "admin" });
  await crew.send("POST", "/api/crew", dana);
  await nobody.signIn("cody@example.com", "wrong");
  await crew.send("POST", "/api/account/password", { present: PASSWORD, password: OWN });
  await nobody.send("POST", "/api/reset", { email: "eve@example.com" });
  await nobody.send("POST", "/api/link", { token: "none" });
  const account = await getAccount(harness.services.table, dana.email);
  if (account === undefined) throw new Error("The account was not created.");
  const token = await makeLink(harness.services.table, account, "invitation", harness.clock.now);
  await nobody.send("POST", "/api/link/password", { token, password: OWN });
  await admin.send("DELETE", `/api/crew/${name(dana.email)}/sessions`);
  await admin.send("PUT", "/api/kiosk/pin", { pin: "271828" });
  await crew.send("DELETE", "/api/session");

  const [ada, cody, danaKey] = ["ada@example.com", "cody@example.com", dana.email].map(name);
  expect(securityLog().map(({ security, by, of, detail }) => ({ security, by, of, detail }))).toEqual([
    { security: "sign-in", by: ada, detail: "password" },
    { security: "sign-in", by: cody, detail: "password" },
    { security: "account-added", by: ada, of: danaKey, detail: "crew" },
    { security: "permissions-changed", by: ada, of: danaKey, detail: "payments" },
    { security: "role-changed", by: ada, of: danaKey, detail: "admin" },
    { security: "permissions-changed", by: ada, of: danaKey, detail: "payments" },
    { security: "not-allowed", by: cody, detail: "POST /api/crew" },
    { security: "sign-in-refused", of: cody, detail: "password" },
    { security: "password-changed", by: cody },
    { security: "reset-asked", of: name("eve@example.com") },
    { security: "link-refused" },
    { security: "invitation-taken", by: danaKey },
    { security: "sessions-ended", by: ada, of: danaKey, detail: "all" },
    { security: "kiosk-pin-set", by: ada, detail: "set" },
    { security: "sign-out", by: cody },
  ]);
});

it("The security log holds no address, name, password, token or PIN", async () => {
  await admin.send("POST", "/api/crew", { email: "dana@example.com", name: "Dana Deck", role: "crew" });
  await nobody.signIn("typed-by-mistake@example.com", "hunter2hunter2hunter2");
  await admin.send("PUT", "/api/kiosk/pin", { pin: "271828" });
  const lines = JSON.stringify(securityLog());
  const { cookie, device } = admin;
  const secrets = [cookie.split("=")[1] ?? "", device.split("=")[1] ?? ""];
  for (const secret of ["@", "Dana", "hunter2", "271828", nobody.address, ...secrets])
    expect(lines).not.toContain(secret);
});
