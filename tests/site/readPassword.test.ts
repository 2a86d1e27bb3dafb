import { expect, it } from "vitest";

import { passwordFault } from "../../site/forms/readPassword.ts";

it("A new password is refused on the page, by its length and by what the account and the company are called", () => {
  const own = ["ada@example.com", "Ada Captain", "Windward Charters"];
  expect(passwordFault("too short", own)).toBe("The password must be at least 15 characters.");
  for (const password of ["ada@example.com1", "AdaCaptain 2026!", "windward-charters-1"])
    expect(passwordFault(password, own), password).toContain("must not be made of your name, your address");
  expect(passwordFault("my old dog sits in the sun", own)).toBeUndefined();
});
