import { describe, expect, it } from "vitest";

import { NewSecondFactorResponse } from "../../rules/contract/api/account.ts";
import { CrewResponse } from "../../rules/contract/api/session.ts";
import { codeAt, stepAt } from "../../lambda/accounts/totp.ts";
import { read } from "./support/harness.ts";
import { readMails } from "./support/mime.ts";
import { useHarness } from "./support/useHarness.ts";

const { harness, admin, crew } = useHarness({ for: "each" });

/** The mails that have gone out since the last look: to whom, what about, and what they say. */
async function mailed() {
  await harness.settled();
  const mails = await readMails(harness.gmail.mails.splice(0));
  return mails.map(({ headers, subject, text }) => ({ to: headers.get("to"), subject, text }));
}

async function keyOf(name: string): Promise<string> {
  const { crew: list } = read(CrewResponse, await admin.send("GET", "/api/crew"));
  return list.find((member) => member.name === name)?.key ?? "";
}

describe("Whoever has an account", () => {
  it("is told by mail what they may do now, by whom, and of no change that is none", async () => {
    const path = `/api/crew/${await keyOf("Cody")}`;
    await admin.send("PATCH", path, { permissions: ["payments"] });
    await admin.send("PATCH", path, { permissions: [] });
    await admin.send("PATCH", path, { permissions: [] });
    await admin.send("PATCH", path, { permissions: [], role: "admin" });
    const told = (await mailed()).filter(({ to }) => to === "cody@example.com");
    expect(told.map(({ subject }) => subject.replace(/ at .*/, ""))).toEqual([
      "What you may do has changed",
      "Your role has changed",
    ]);
    expect(told.at(-1)?.text).toMatch(
      /Admin: everything[^]*By[^]*Ada[^]*sign in there again[^]*ask them, or another admin/,
    );
    expect(told.at(-2)?.text).toMatch(/What your role lets you, and no more/);
    expect(told.at(-2)?.text).not.toContain("sign in there again");
  });

  it("is told when a second factor is turned on and off in their name", async () => {
    const { secret } = read(NewSecondFactorResponse, await crew.send("POST", "/api/account/second-factor"));
    await crew.send("PUT", "/api/account/second-factor", { code: codeAt(secret, stepAt(harness.clock.now)) });
    await crew.send("DELETE", "/api/account/second-factor", {});
    const told = await mailed();
    expect(told.map(({ to, subject }) => [to, subject.replace(/ at .*/, "")])).toEqual([
      ["cody@example.com", "Second factor turned on"],
      ["cody@example.com", "Second factor turned off"],
    ]);
    expect(told[0]?.text).toMatch(/By[^]*You[^]*It was not you\?/);
  });

  it("reads in a reset that an admin asked for who that was", async () => {
    await admin.send("POST", `/api/crew/${await keyOf("Cody")}/link`, {});
    const [mail] = await mailed();
    expect(mail?.text).toMatch(/Asked for by[^]*Ada[^]*Ada asked for it on the crew’s page/);
    expect(mail?.text).not.toContain("Somebody may have typed your address");
    await crew.send("POST", "/api/reset", { email: "cody@example.com" });
    const [own] = await mailed();
    expect(own?.text).toContain("Somebody may have typed your address");
  });
});
