import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openApiClient } from "../../local/client.ts";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "../../local/demo.ts";
import { audit } from "../../ops/audit/audit.ts";
import type { LegacyEvent } from "../../ops/audit/legacy.ts";
import { planAudit, type AuditedEvent } from "../../ops/audit/plan.ts";
import { proposeParts } from "../../ops/audit/propose.ts";
import { explainId } from "../../ops/audit/why.ts";
import { openStack } from "../../ops/stack/open.ts";
import type { EdgeStore } from "../../ops/stack/edgeStore.ts";
import { formatSlug, isSlug, parseSlug, PERIODS } from "../../rules/contract/slug.ts";
import { useOps } from "./support/command.ts";
import { runHere } from "./support/person.ts";
import { openTableClient } from "./support/tableClient.ts";
import { useCloud } from "../support/useCloud.ts";

const { data, local: LOCAL, ops } = useOps();
const cloud = useCloud({ demo: true, dataDirectory: data });

function event(id: string, item: LegacyEvent["items"][number] = {}): LegacyEvent {
  return { id, items: [item] };
}

function slugOf(legacy: LegacyEvent): string | readonly string[] {
  const proposal = proposeParts(legacy);
  return proposal.ok ? formatSlug(proposal.parts) : proposal.missing;
}

// ---- Through the real command, table, store and edge.

async function waiver(id: string): Promise<readonly [number, string | null]> {
  const response = await fetch(`${cloud.url}/g/${id}/waiver`, { redirect: "manual" });
  return [response.status, response.headers.get("location")];
}

test("audit names what has no slug, --fix makes the old link redirect, and a second --fix finds nothing to do", async () => {
  const clean = await runHere(["audit", ...LOCAL]);
  const old = "2030-07-04-mary-jane-sunset";
  await openTableClient(cloud).put({ event_id: { S: old }, timestamp: { S: "x" }, total: { N: "12.5" } });
  const linkBefore = await waiver(old);
  const found = await ops(["audit", ...LOCAL]);
  const shown = await runHere(["audit", ...LOCAL, "--fix", "--preview"]);
  const unasked = await runHere(["audit", ...LOCAL, "--fix"]);
  const storeBefore = [...cloud.kvs.entries().keys()];
  const fixed = await ops(["audit", ...LOCAL, "--fix", "--yes"]);
  const values = cloud.kvs.values();
  const again = await runHere(["audit", ...LOCAL, "--fix", "--yes"]);

  expect(clean).toEqual({ code: 0, out: "✓ 4 charters of local, and every one has a slug.\n", err: "" });
  expect(linkBefore).toEqual([404, null]);
  expect(found.code).toBe(1);
  expect(found.out).toMatch(/^1 stored event of local has no slug; 4 charters have one\.\n/);
  expect(found.out).toMatch(
    /2030-07-04-mary-jane-sunset +the first name must be one word of letters +2030-07-04-maryjane-sunset +missing +not there/,
  );
  expect(found.out).toContain("! 1 redirect is missing. Write it with audit --fix.");
  expect(found.out).toContain("    2030-07-04, maryjane, sunset, for 2030-07-04-mary-jane-sunset");
  expect([shown.code, shown.out]).toEqual([0, ""]);
  expect(shown.err).toContain("  /g/2030-07-04-mary-jane-sunset/waiver -> /g/2030-07-04-maryjane-sunset/waiver\n");
  expect([unasked.code, unasked.out]).toEqual([1, ""]);
  expect(storeBefore).not.toContain(`alias:${old}`);
  expect(fixed.code).toBe(0);
  expect(fixed.out).toMatch(/^Wrote 1 redirect\. The edge knows it within seconds\.\n/);
  expect(await waiver(old)).toEqual([301, "/g/2030-07-04-maryjane-sunset/waiver"]);
  expect([again.code, again.err]).toEqual([0, ""]);
  expect(again.out).not.toContain("Wrote");
  expect(cloud.kvs.values()).toBe(values);
  expect((await openTableClient(cloud).get(old, "x"))["total"]).toEqual({ N: "12.5" });
});

test("once the charter is created as audit says, the old link leads to its waiver", async () => {
  const client = openApiClient(cloud.url);
  await client.call("POST", "/api/session", { email: DEMO_ACCOUNTS.admin.email, password: DEMO_PASSWORD });
  const missing = await fetch(`${cloud.url}/g/2030-07-04-mary-jane-sunset/waiver`);
  const created = await client.call("POST", "/api/events", {
    id: randomUUID(),
    date: "2030-07-04",
    first_name: "Mary-Jane",
    period: "sunset",
  });
  const page = await fetch(`${cloud.url}/g/2030-07-04-mary-jane-sunset/waiver`);
  const audited = await runHere(["audit", ...LOCAL]);
  expect([missing.status, created.status, page.status, page.url]).toEqual([
    404,
    201,
    200,
    `${cloud.url}/g/2030-07-04-maryjane-sunset/waiver`,
  ]);
  expect(await page.text()).toContain("Release of liability");
  expect(audited.code).toBe(0);
  expect(audited.out).toMatch(/2030-07-04-maryjane-sunset +alias +exists/);
});

/** The command on the real table, with a store that somebody else writes to at the worst moment. */
async function fixWith(store: (real: EdgeStore) => EdgeStore): Promise<{ text: string; previews: string[] }> {
  const stack = await openStack({ stack: "local", data });
  const previews: string[] = [];
  const { text } = await audit({
    argument: () => undefined,
    text: () => undefined,
    required: () => "",
    isSet: (flag): boolean => flag === "fix",
    stackName: "local",
    print: () => undefined,
    openStack: () => Promise.resolve({ ...stack, edgeStore: () => store(stack.edgeStore()) }),
    terminal: {
      input: process.stdin,
      output: process.stderr,
      progress: () => undefined,
      close: () => undefined,
      confirm: (preview) => {
        previews.push(preview);
        return Promise.resolve();
      },
    },
  });
  return { text, previews };
}

test("an alias that somebody else writes meanwhile stays, and the others are written", async () => {
  const table = openTableClient(cloud);
  for (const id of ["2030-08-01_ann_night", "2030-08-02_bob_night"])
    await table.put({ event_id: { S: id }, timestamp: { S: "x" } });
  let writes = 0;
  const { previews } = await fixWith((real) => ({
    list: () => real.list(),
    update: async (change, etag) => {
      if (++writes === 1) await cloud.kvs.update({ puts: [["alias:2030-08-01_ann_night", "2030-08-01-anna-night"]] });
      return real.update(change, etag);
    },
  }));
  const audited = await runHere(["audit", ...LOCAL]);
  expect(previews).toEqual([
    expect.stringContaining("/g/2030-08-01_ann_night/waiver -> /g/2030-08-01-ann-night/waiver"),
  ]);
  expect(cloud.kvs.get("alias:2030-08-01_ann_night")).toBe("2030-08-01-anna-night");
  expect(cloud.kvs.get("alias:2030-08-02_bob_night")).toBe("2030-08-02-bob-night");
  expect(writes).toBe(2);
  expect(audited.out).toContain("! 2030-08-01_ann_night: its data rather says 2030-08-01-ann-night; the alias stays.");
});

test("more redirects than the store takes at once are written in several updates", async () => {
  const table = openTableClient(cloud);
  const ids = Array.from({ length: 60 }, (_, index) => `2031-01-01_guest${index}_night`);
  await Promise.all(ids.map((id) => table.put({ event_id: { S: id }, timestamp: { S: "x" } })));
  const { text } = await fixWith((real) => real);
  expect(text).toMatch(/^Wrote 60 redirects\./);
  expect(ids.filter((id) => cloud.kvs.get(`alias:${id}`) === undefined)).toEqual([]);
});

test("a store that never holds still is given up with a reason", async () => {
  await openTableClient(cloud).put({ event_id: { S: "2031-02-01_ann_night" }, timestamp: { S: "x" } });
  await expect(
    fixWith((real) => ({ list: () => real.list(), update: () => Promise.resolve("changed") })),
  ).rejects.toThrow("Somebody else keeps writing to the edge store.");
  await openTableClient(cloud).remove("2031-02-01_ann_night", "x");
});

// ---- The rules, without a table.

test.each<[string, LegacyEvent, string | readonly string[]]>([
  ["the id alone", event("2026-05-23-Jane-Afternoon"), "2026-05-23-jane-afternoon"],
  ["a double name", event("2026-05-23-mary-jane-afternoon"), "2026-05-23-maryjane-afternoon"],
  ["other separators and no zeros", event("2026_5_3 jane.afternoon"), "2026-05-03-jane-afternoon"],
  ["a date at the end", event("jane-afternoon-20260523"), "2026-05-23-jane-afternoon"],
  [
    "the event's data",
    event("2026-05-23", { patron_name: "José Rivera", start_time: "2:00 PM" }),
    "2026-05-23-jose-afternoon",
  ],
  [
    "a first name in the data before the id's",
    event("2026-05-23-jr-afternoon", { firstName: "José" }),
    "2026-05-23-jose-afternoon",
  ],
  ["a period in words", event("2026-05-23-jane", { Period: "Sunset" }), "2026-05-23-jane-sunset"],
  ["a clock time", event("2026-05-23-jane", { starts_at: "17:30" }), "2026-05-23-jane-sunset"],
  ["midnight", event("2026-05-23-jane", { time: "12:15am" }), "2026-05-23-jane-night"],
  ["a date in the data", event("jane-noon", { date: "2026-05-23" }), "2026-05-23-jane-midday"],
  ["the sort key's date", event("jane-noon", { timestamp: "2026-05-23T18:00:00Z" }), "2026-05-23-jane-midday"],
  [
    "an instant, which is no clock time at the dock",
    event("2026-05-23-jane", { starts_at: "2026-05-23T18:00:00Z" }),
    ["period"],
  ],
  ["a date alone", event("2026-05-23"), ["first name", "period"]],
  ["a day that is none", event("2026-02-30-jane-night"), ["date"]],
  ["a name without Latin letters", event("2026-05-23-李-night"), ["first name"]],
  ["an inherited property as its period", event("2026-05-23-jane-constructor"), ["period"]],
])("a slug is proposed from %s", (_case, legacy, expected) => {
  expect(slugOf(legacy)).toEqual(expected);
});

test.each([
  ["2026-05-23", "a date alone"],
  ["2026-05-23-Jane-afternoon", "upper-case letters"],
  ["2026-02-30-jane-afternoon", "there is no 2026-02-30"],
  ["2026-05-23-jane-brunch", '"brunch" is no period'],
  ["2026-05-23-jane", "no first name or no period"],
  ["2026-05-23-mary-jane-afternoon", "the first name must be one word of letters"],
  ["2026-05-23-josé-afternoon", "the first name has other characters than a to z"],
  ["jane", "does not begin with a date as YYYY-MM-DD"],
])("%s: %s", (id, why) => {
  expect(explainId(id)).toBe(why);
});

const ALIASES = new Map([
  ["live", "0123456789ab"],
  ["alias:2026-05-01", "2026-05-01-jane-morning"],
  ["alias:2026-05-02", "nonsense"],
]);

function plan(
  events: readonly LegacyEvent[],
  slugs: readonly string[] = [],
  values: ReadonlyMap<string, string> = ALIASES,
): AuditedEvent[] {
  return planAudit({ events, slugs: new Set(slugs), values });
}

test("each event gets the redirect that fits: kept, needless, broken, impossible, undecided or shadowed", () => {
  const audited = plan(
    [
      event("2026-05-01"),
      event("2026-05-02", { name: "Al", period: "night" }),
      event("2026-05-03-Al-Night"),
      event("2026-05-04 al night"),
      event("2026-05-05"),
      event("2026-05-06_Al_night"),
      event("2026-05-06_al_night"),
    ],
    ["2026-05-01-jane-morning"],
  );
  expect(audited.map(({ redirect, slug, exists }) => [redirect, slug, exists])).toEqual([
    ["aliased", "2026-05-01-jane-morning", true],
    ["broken", "2026-05-02-al-night", false],
    ["folded", "2026-05-03-al-night", false],
    ["unlinkable", "2026-05-04-al-night", false],
    ["unknown", undefined, false],
    ["wanted", "2026-05-06-al-night", false],
    ["shadowed", undefined, false],
  ]);
});

test("two events of one name in one period are two charters, and a charter that exists is the first one's", () => {
  const audited = plan(
    [event("2026-06-01_jane_night"), event("2026-06-01.Jane.night"), event("jane-2026-06-01-night")],
    ["2026-06-01-jane-night"],
  );
  expect(audited.map(({ id, slug, exists }) => [id, slug, exists])).toEqual([
    ["2026-06-01.Jane.night", "2026-06-01-jane-night", true],
    ["2026-06-01_jane_night", "2026-06-01-jane2-night", false],
    ["jane-2026-06-01-night", "2026-06-01-jane3-night", false],
  ]);
});

const parts = fc.record({
  date: fc
    .date({ min: new Date("1990-01-01"), max: new Date("2090-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  firstName: fc
    .stringMatching(/^[a-z][a-z0-9]{0,8}$/)
    .filter((name) => !([...PERIODS, "noon", "lunch"] as string[]).includes(name)),
  period: fc.constantFrom(...PERIODS),
});

test("a slug that was only written otherwise is proposed as it should have been", () => {
  const separator = fc.constantFrom("-", "_", " ", ".", "--");
  fc.assert(
    fc.property(parts, separator, fc.boolean(), fc.boolean(), ({ date, firstName, period }, glue, upper, dateLast) => {
      const words = dateLast ? [firstName, period, date] : [date, firstName, period];
      const id = words.join(glue);
      expect(slugOf(event(upper ? id.toUpperCase() : id))).toBe(formatSlug({ date, firstName, period }));
    }),
    {
      examples: [
        // Eight digits of a name are no date, whether there is such a day or not.
        [{ date: "1990-01-01", firstName: "a00000000", period: "morning" }, "-", false, true],
        [{ date: "1990-01-01", firstName: "a20260501", period: "morning" }, "-", false, true],
      ],
    },
  );
});

const anyId = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 80 }),
  parts.map(({ date, firstName, period }) => `${date}_${firstName}_${period}`),
  parts.map(({ date }) => date),
  fc.constantFrom("2026-05-01", "2026-05-02", "2026-05-06_al_night", "2026-05-06 al night", "2026-05-06.AL.night"),
);
const anyEvents = fc
  .uniqueArray(
    fc.tuple(anyId, fc.dictionary(fc.constantFrom("name", "period", "starts_at", "date", "first_name"), fc.string())),
    {
      selector: ([id]) => id,
      maxLength: 12,
    },
  )
  .map((all) => all.filter(([id]) => !isSlug(id)).map(([id, item]) => event(id, item)));

test("whatever is stored, slugs are slugs and no two events share one, the order does not matter, and after --fix nothing is wanted", () => {
  fc.assert(
    fc.property(anyEvents, (events) => {
      const audited = plan(events);
      const slugs = audited.flatMap(({ slug }) => slug ?? []);
      const fixed = new Map([
        ...ALIASES,
        ...audited
          .filter(({ redirect }) => redirect === "wanted")
          .map(({ id, slug = "" }) => [`alias:${id.toLowerCase()}`, slug] as const),
      ]);
      const after = plan(events, [], fixed);
      expect(slugs.filter((slug) => parseSlug(slug) === undefined)).toEqual([]);
      expect(new Set(slugs).size).toBe(slugs.length);
      expect(plan(events.toReversed())).toEqual(audited);
      expect(after.filter(({ redirect }) => redirect === "wanted")).toEqual([]);
      expect(after.map(({ slug }) => slug)).toEqual(audited.map(({ slug }) => slug));
      // What was there is there as it was.
      expect([...ALIASES].every(([key, value]) => fixed.get(key) === value)).toBe(true);
    }),
  );
});
