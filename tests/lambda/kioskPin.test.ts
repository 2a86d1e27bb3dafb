import { describe, expect, it } from "vitest";

import { SessionResponse } from "../../rules/contract/api/session.ts";
import { read, readProblem } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";

const { admin } = useHarness();

describe("The kiosk's PIN", () => {
  it.each(["123456", "121212", "202612"])("may not be %s, and the one that there is stays", async (pin) => {
    const before = read(SessionResponse, await admin.send("PUT", "/api/kiosk/pin", { pin: "271828" })).kiosk_pin;
    const refused = readProblem(await admin.send("PUT", "/api/kiosk/pin", { pin }));
    expect(refused).toMatchObject({ status: 400, code: "invalid-request" });
    expect(refused.errors).toEqual([
      { field: "pin", message: expect.stringContaining("what is tried first") as string },
    ]);
    expect(read(SessionResponse, await admin.send("GET", "/api/session")).kiosk_pin).toEqual(before);
  });
});
