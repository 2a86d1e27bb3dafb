import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { beforeAll, describe, expect, test } from "vitest";

import { parseSignatureRecord, sealRecord } from "../../lambda/charter/signatureRecord.ts";
import { textSha256 } from "../../lambda/waiverTexts/shown.ts";
import { openApiClient } from "../../local/client.ts";
import { localConfig } from "../../local/config.ts";
import { DEMO_ACCOUNTS, DEMO_PASSWORD, demoSlug, dockDate } from "../../local/demo.ts";
import { fromSdk } from "../../ops/data/attributes.ts";
import { toPlain } from "../../ops/data/plain.ts";
import { CloseoutResponse } from "../../rules/contract/api/closeout.ts";
import { shownText } from "../../rules/waiver/text.ts";
import { BUILT_IN_WAIVER } from "../../rules/waiver/builtInText.ts";
import { useOps } from "./support/command.ts";
import { runHere } from "./support/person.ts";
import { openTableClient, type Item, type TableClient } from "./support/tableClient.ts";
import { useCloud } from "../support/useCloud.ts";

const { directory, data, local: LOCAL } = useOps();
const SLUG = demoSlug(new Date());
const TODAY = dockDate(new Date());
const SHOWN = `shown#${textSha256(shownText(BUILT_IN_WAIVER, "en", localConfig("")["scc:companyName"] ?? ""))}`;
const VERSION = `version#${BUILT_IN_WAIVER.version}`;
const cloud = useCloud({ demo: true, dataDirectory: data });
let table: TableClient;
let signature: string;

beforeAll(async () => {
  table = openTableClient(cloud);
  const line =
    (await exportText())
      .split("\n")
      .find((text) => text.includes("record_sha256") && text.includes('{"S":"Jane Porter"}')) ?? "";
  signature = /"timestamp":\{"S":"([^"]+)"\}/.exec(line)?.[1] ?? "";
});

async function exportText(): Promise<string> {
  await runHere(["export", ...LOCAL, "--out", join(directory, "x.jsonl"), "--force"]);
  return readFileSync(join(directory, "x.jsonl"), "utf8");
}

interface Damage {
  readonly name: string;
  readonly at: readonly [string, string];
  readonly harm: (item: Item) => Promise<unknown>;
  readonly sentence: RegExp;
  /** What is found before it. */
  readonly also?: readonly RegExp[];
}

const wording = (markdown: string): { M: Item } => ({ M: { title: { S: "Waiver" }, markdown: { S: markdown } } });

const DAMAGES: readonly Damage[] = [
  {
    name: "a changed text that was signed",
    at: ["waiver-texts", SHOWN],
    harm: () => table.set("waiver-texts", SHOWN, "markdown", { S: "You may sue us." }),
    sentence:
      /waiver-texts: The waiver text \S+ \(en\) was changed after it was signed: its hash is not the one in its key\./,
  },
  {
    name: "a version that says otherwise than what was signed of it, and than the program",
    at: ["waiver-texts", VERSION],
    also: [/waiver-texts: The waiver version \S+ was changed after it was published\./],
    harm: () =>
      table.put({
        event_id: { S: "waiver-texts" },
        timestamp: { S: VERSION },
        version: { S: BUILT_IN_WAIVER.version },
        note: { S: "" },
        texts: { M: { en: wording("You may sue us."), es: { NULL: true } } },
        published_at: { NULL: true },
        published_by: { NULL: true },
        publish_id: { NULL: true },
        request_sha256: { NULL: true },
      }),
    sentence: /waiver-texts: The waiver text \S+ \(en\) that was signed is not what version \S+ says now/,
  },
  {
    name: "a signature that names another version than its text is of",
    at: [SLUG, "signature"],
    harm: async (item) => {
      const { event_id, timestamp, pdf_sha256, ...stored } = toPlain(fromSdk(item));
      expect([event_id, timestamp, pdf_sha256 instanceof Set || pdf_sha256 === undefined]).toEqual([
        SLUG,
        signature,
        true,
      ]);
      const { record_sha256: old, ...findings } = { ...parseSignatureRecord(stored), waiver_version: "2031-01-01" };
      const record_sha256 = sealRecord(findings).record_sha256;
      expect(record_sha256).not.toBe(old);
      await table.put({ ...item, waiver_version: { S: "2031-01-01" }, record_sha256: { S: record_sha256 } });
    },
    sentence:
      /-jane-afternoon: The signature of Jane Porter at \S+ names version 2031-01-01, and its text is of version \S+\./,
  },
  {
    name: "a ledger that its day does not name",
    at: ["closeouts", TODAY],
    harm: (item) =>
      table.set("closeouts", TODAY, "charters", { SS: (item["charters"]?.SS ?? []).filter((slug) => slug !== SLUG) }),
    sentence:
      /-jane-afternoon: 2 entries are noted on no day, so no closeout and no CSV shows them: \S+, \S+\. ops -- adopt notes/,
  },
  {
    name: "a closeout that has counted what is in no ledger",
    at: ["closeouts", TODAY],
    harm: () =>
      table.set("closeouts", TODAY, "closeouts", {
        L: [
          {
            M: {
              id: { S: "00000000-0000-4000-8000-000000000009" },
              counted_at: { S: `${TODAY}T20:00:00.000Z` },
              crew: { L: [] },
              closed_by: { S: "captain@example.com" },
              closed_at: { S: `${TODAY}T20:00:00.000Z` },
              seen: { L: [{ S: "gone" }] },
            },
          },
        ],
      }),
    sentence: /closeouts: The closeout by captain@example\.com at \S+ has counted 1 entry that is in no ledger: gone\./,
  },
];

test.each(DAMAGES)(
  "$name is found alone, in the table and in an export of it",
  async ({ at: [partition, key], harm, sentence, also = [] }) => {
    const sortKey = key === "signature" ? signature : key;
    const before = await table.get(partition, sortKey);
    await harm(before);
    const live = await runHere(["verify", ...LOCAL]);
    await exportText();
    const file = await runHere(["verify", "--file", join(directory, "x.jsonl")]);
    if (Object.keys(before).length > 0) await table.put(before);
    else await table.remove(partition, sortKey);
    for (const { code, out } of [live, file]) {
      expect(out.match(/^✗ .*/gm)).toEqual([...also, sentence].map((one) => expect.stringMatching(one) as string));
      expect([code, /\d mismatch(es)?; nothing was changed\.\n$/.test(out)]).toEqual([1, true]);
    }
  },
);

test("a text that is gone is found with every signature that names it", async () => {
  const before = await table.get("waiver-texts", SHOWN);
  await table.remove("waiver-texts", SHOWN);
  const { out } = await runHere(["verify", ...LOCAL]);
  await table.put(before);
  expect(out.match(/^✗ .*/gm)).toEqual(
    Array.from({ length: 5 }, () => expect.stringMatching(/names a text that is not there: shown#/) as string),
  );
  expect((await runHere(["verify", ...LOCAL])).code).toBe(0);
});

describe("the days of an adopted table's ledgers", () => {
  async function booked(): Promise<number> {
    const client = openApiClient(cloud.url);
    await client.call("POST", "/api/session", { email: DEMO_ACCOUNTS.admin.email, password: DEMO_PASSWORD });
    return v.parse(CloseoutResponse, (await client.call("GET", `/api/closeouts/${TODAY}`)).body).lines.length;
  }

  test("are noted once, after a preview, and then its payments are in the books", async () => {
    const noted = await booked();
    await table.remove("closeouts", TODAY);
    const shown = await runHere(["adopt", "notes", ...LOCAL, "--preview"]);
    const lost = [await booked(), (await runHere(["verify", ...LOCAL])).code];
    const written = await runHere(["adopt", "notes", ...LOCAL, "--yes"]);
    const again = await runHere(["adopt", "notes", ...LOCAL, "--yes"]);

    expect(shown.err).toMatch(/-jane-afternoon: 2 entries, from \S+ to \S+/);
    expect(lost).toEqual([0, 1]);
    expect(written).toMatchObject({
      code: 0,
      out: expect.stringContaining("Closeouts and the CSV show 4 entries of 3 charters from now on.") as string,
    });
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining("Nothing to do.") as string });
    expect([noted, await booked(), (await runHere(["verify", ...LOCAL])).code]).toEqual([4, 4, 0]);
  });
});
