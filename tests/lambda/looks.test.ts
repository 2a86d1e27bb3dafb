import { expect, describe, it } from "vitest";

import { IDLE_SECONDS } from "../../lambda/session/store.ts";
import { LOOK_HEADER } from "../../rules/contract/headers.ts";
import { busyCharter } from "./support/busyCharter.ts";
import { createCharter, payment, signature } from "./support/charter.ts";
import { idOf, type Answer, type Client } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";

const used = useHarness({ for: "each" });
const { harness, admin, crew, nobody: patron } = used;

const SLUG = "2026-05-23-jane-afternoon";
const CHARTER = `/api/event/${SLUG}`;
const SCREENS = [CHARTER, "/api/events?month=2026-05", "/api/closeouts/2026-05-23"];

/** What a screen asks that was told `tag` last. */
function look(path: string, tag: string, client: Client = crew): Promise<Answer> {
  return client.send("GET", path, undefined, { "if-none-match": tag, [LOOK_HEADER]: "1" });
}

async function tagOf(path: string): Promise<string> {
  const { status, headers } = await crew.send("GET", path);
  expect(status).toBe(200);
  return headers.get("etag") ?? "";
}

describe("A screen that looks for news", () => {
  it.each(SCREENS)("of %s is told that there are none, without a word", async (path) => {
    await busyCharter(used);
    await harness.settled();
    const tag = await tagOf(path);
    expect(await look(path, tag)).toMatchObject({ status: 304, text: "" });
    expect((await look(path, `W/${tag}`)).status).toBe(304);
    expect((await look(path, '"of another one"')).status).toBe(200);
  });

  it.each([
    ["somebody signs", () => patron.send("POST", `/g/${SLUG}/waiver`, signature("Lou Marsh"))],
    ["somebody pays", () => admin.send("POST", "/api/payment/log", payment(SLUG, "more"))],
    [
      "somebody boards",
      () => crew.send("PATCH", `${CHARTER}/patrons/${idOf("jane")}`, { at: "2026-05-23T18:00:00.000Z", aboard: true }),
    ],
    [
      "all are briefed",
      () => crew.send("POST", `${CHARTER}/briefing`, { given: true, at: "2026-05-23T18:00:00.000Z" }),
    ],
    ["the hour changes", () => admin.send("PATCH", CHARTER, { revision: 1, starts_at: "15:00" })],
  ])("hears that %s, and what the charter is now", async (_what, act) => {
    await busyCharter(used);
    await harness.settled();
    const tag = await tagOf(CHARTER);
    const before = await crew.send("GET", CHARTER);
    expect((await act()).status).toBeLessThan(300);
    await harness.settled();
    const after = await look(CHARTER, tag);
    expect(after.status).toBe(200);
    expect(after.text).not.toBe(before.text);
    expect((await look(CHARTER, after.headers.get("etag") ?? "")).status).toBe(304);
  });

  it("is told all of a charter three times a minute: how the crew are called is not on its item", async () => {
    await busyCharter(used);
    await harness.settled();
    const tag = await tagOf(CHARTER);
    harness.clock.advance(20_000);
    expect((await look(CHARTER, tag)).status).toBe(200);
  });

  it("of a month hears at once of the days around today, and within two minutes of any other", async () => {
    const month = "/api/events?month=2026-05";
    await busyCharter(used);
    await harness.settled();
    const tag = await tagOf(month);
    await createCharter(admin, { date: "2026-05-29" });
    expect((await look(month, tag)).status).toBe(304);
    expect((await look("/api/events?month=2026-06", tag)).status).toBe(200);
    harness.clock.advance(120_000);
    const later = await look(month, tag);
    expect(later.text).toContain("2026-05-29");
    await createCharter(admin, { date: "2026-05-24" });
    expect((await look(month, later.headers.get("etag") ?? "")).text).toContain("2026-05-24");
  });

  it("must be somebody's who may, each time", async () => {
    await busyCharter(used);
    expect((await look(CHARTER, await tagOf(CHARTER), patron)).status).toBe(401);
  });

  it("keeps no session open", async () => {
    await busyCharter(used);
    const screen = await harness.as("crew");
    for (let hours = 0; hours < IDLE_SECONDS / 3_600; hours += 1) {
      expect((await look("/api/events?month=2026-05", "", screen)).status).toBe(200);
      harness.clock.advance(3_600_000);
    }
    expect((await look("/api/events?month=2026-05", "", screen)).status).toBe(401);
  });
});
