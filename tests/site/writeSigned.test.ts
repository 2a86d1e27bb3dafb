import { expect, it } from "vitest";

import { writeSigned } from "../../site/waiver/writeSigned.ts";

const AT = "2026-05-23T18:05:00.000Z";
const plain = (text: string) => text.replace(/\u202f/g, " ");

it("When somebody signed is told by the dock’s clock, with its zone where this device shows another hour", () => {
  const say = (device: string, locale = "en-US") =>
    plain(writeSigned(AT, locale, { dock: "America/New_York", device }));
  expect(say("America/New_York")).toBe("May 23, 2026 at 2:05 PM");
  // Another name of the same hour is no other clock.
  expect(say("America/Toronto")).toBe("May 23, 2026 at 2:05 PM");
  expect(say("Europe/Madrid")).toBe("May 23, 2026 at 2:05 PM EDT");
  expect(say("Europe/Madrid", "es")).toMatch(/^23 de mayo de 2026.* 14:05 GMT-4$/);
});
