import { describe, expect, it } from "vitest";

import { moneyDay } from "../../rules/money/moneyDay.ts";

const timestamp = "2026-05-23T23:30:00.000Z";

describe("The day of money", () => {
  it("is the one that the server wrote, whatever the device says and wherever the company is", () => {
    for (const zone of ["UTC", "America/New_York", "Pacific/Kiritimati"])
      expect(moneyDay({ day: "2026-05-20", timestamp }, zone)).toBe("2026-05-20");
  });

  it.each([
    ["Pacific/Pago_Pago", "2026-05-23"],
    ["America/New_York", "2026-05-23"],
    ["UTC", "2026-05-23"],
    ["Europe/Madrid", "2026-05-24"],
    ["Asia/Kathmandu", "2026-05-24"],
    ["Pacific/Kiritimati", "2026-05-24"],
  ])("of an entry from before is the device's, by the clock in %s", (zone, day) => {
    expect(moneyDay({ timestamp }, zone)).toBe(day);
  });
});
