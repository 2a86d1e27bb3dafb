import { beforeAll, describe, expect, it } from "vitest";

import { kindOf, type Kind } from "../../ops/data/kinds.ts";
import { toItem, type Line } from "../../ops/data/lines.ts";
import type { Attributes } from "../../ops/data/attributes.ts";
import { verifyItems } from "../../ops/verify/verify.ts";
import { PARTITIONS } from "../../rules/contract/table.ts";
import { useHarness } from "../lambda/support/useHarness.ts";
import { mutationsOf, type Mutation } from "./support/mutations.ts";
import { exportTable, makeWholeRecord, replaceLine } from "./support/wholeRecord.ts";

/** What an item is, in the words of docs/evidence.md. */
type Thing = "charter" | "signpost" | "signature" | "account" | "day" | "vessel" | "text";

/** What nobody can notice of an item alone, and why. docs/evidence.md says the same to people. */
const NOT_NOTICED: readonly { readonly of: Thing; readonly what: RegExp; readonly why: string }[] = [
  {
    of: "charter",
    what: /^patrons\./,
    why: "the working list of many hands; who left the dock is sealed with the departure",
  },
  { of: "charter", what: /^history/, why: "gives way to money, and only tells what is kept elsewhere" },
  { of: "charter", what: /^ledger_bytes/, why: "an estimate that keeps room" },
  { of: "charter", what: /^(origin|tallied|signature_mails_failed)/, why: "what the sender counts by; computed anew" },
  { of: "charter", what: /^receipt_log\.\d+ swapped/, why: "receipts stand in no order" },
  { of: "signature", what: /^(pdf_sha256|outbox|failed_mails)/, why: "known only after the record is sealed" },
  {
    of: "account",
    what: /^(password|no_password|invited_at|generation)/,
    why: "its owner's to change; says nothing of what it may do",
  },
  { of: "text", what: /^revision/, why: "counts how often the desk was used" },
];

/** What is in its place only as long as something comes, and taken out with nothing in it says the same as before. */
function saysTheSame(item: Attributes, { deed, where }: Mutation): boolean {
  const value = item[where];
  if (deed !== "taken out" || value === undefined) return false;
  return (
    JSON.stringify(value) === '{"M":{}}' ||
    "NULL" in value ||
    ("S" in value && value.S === "") ||
    ("N" in value && value.N === "0")
  );
}

function thingOf(line: Line): Thing {
  const kind: Kind = kindOf(line);
  if (kind === "charter" || kind === "signpost" || kind === "signature" || kind === "account") return kind;
  const own: Readonly<Record<string, Thing>> = {
    [PARTITIONS.closeouts]: "day",
    [PARTITIONS.vessels]: "vessel",
    [PARTITIONS.waiverTexts]: "text",
  };
  const thing = own[line.event_id];
  if (thing === undefined)
    throw new Error(`Of ${line.event_id} this test knows nothing: is it money, or about people aboard?`);
  return thing;
}

const used = useHarness();
let lines: readonly Line[];

beforeAll(async () => {
  await makeWholeRecord(used);
  lines = await exportTable(used.harness);
});

/** Whether verify says anything of it: that something is wrong, or that it carries no seal. */
async function isNoticed(changed: readonly Line[]): Promise<boolean> {
  const { mismatches, unsealed } = await verifyItems(changed);
  return mismatches.length + unsealed.length > 0;
}

describe("The record of money and of people aboard", () => {
  it("is all right, and all of it sealed, as the program wrote it", async () => {
    expect(await verifyItems(lines)).toMatchObject({ mismatches: [], newer: [], unsealed: [] });
    expect([...new Set(lines.map(thingOf))].sort()).toEqual([
      "account",
      "charter",
      "day",
      "signature",
      "signpost",
      "text",
      "vessel",
    ]);
  });

  it("shows each change of each leaf, each part taken out, doubled, added to or moved, but for what is listed", async () => {
    const unnoticed: string[] = [];
    const idle = new Set(NOT_NOTICED);
    let noticed = 0;
    for (const line of lines) {
      const [thing, item] = [thingOf(line), toItem(line)];
      for (const mutation of mutationsOf(item).filter((one) => !saysTheSame(item, one))) {
        const said = `${mutation.where} ${mutation.deed}`;
        const excuse = NOT_NOTICED.find(({ of, what }) => of === thing && what.test(said));
        if (await isNoticed(replaceLine(lines, line, mutation.item))) noticed += 1;
        else if (excuse === undefined) unnoticed.push(`${thing} ${line.timestamp}: ${said}`);
        else idle.delete(excuse);
      }
    }
    expect(unnoticed).toEqual([]);
    // What is noticed all the same is no exception.
    expect([...idle]).toEqual([]);
    expect(noticed).toBeGreaterThan(700);
  }, 120_000);

  it("shows each item that is gone, but for what nothing else names", async () => {
    const gone: string[] = [];
    for (const line of lines)
      if (!(await isNoticed(replaceLine(lines, line)))) gone.push(`${thingOf(line)} ${line.timestamp}`);
    // A vessel, an account, and of the texts the copies that the desk and the program hold as well.
    expect(gone.map((item) => item.split(" ")[0]).sort()).toEqual([
      "account",
      "account",
      "account",
      "text",
      "text",
      "vessel",
      "vessel",
    ]);
    expect(gone).toEqual(expect.arrayContaining(["text version#2026-05-01", "text version#2026-05-23.2"]));
  });
});
