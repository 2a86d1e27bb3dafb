import { beforeAll, describe, expect, it } from "vitest";

import { toItem, toLine, type Line } from "../../ops/data/lines.ts";
import { verifyItems } from "../../ops/verify/verify.ts";
import { createCharter, signature } from "../lambda/support/charter.ts";
import { idOf } from "../lambda/support/harness.ts";
import { useHarness } from "../lambda/support/useHarness.ts";
import { exportTable } from "./support/wholeRecord.ts";

const used = useHarness();
const { harness, admin, crew, nobody: patron } = used;

const OLD = "2026-05-23-jane-afternoon";
const NEW = "2026-06-01-jane-morning";
let lines: readonly Line[] = [];

beforeAll(async () => {
  await createCharter(admin);
  const at = harness.clock.now.toISOString();
  const patrons = ["Jane Doe", "Sam Okafor"].map((name) => ({ id: idOf(name), name }));
  await crew.send("POST", `/api/event/${OLD}/patrons`, { patrons, at });
  await patron.send("POST", `/g/${OLD}/waiver`, signature("Jane Doe"));
  const move = { id: idOf("a move"), revision: 1, date: "2026-06-01", period: "morning", reason: "Gale." };
  await admin.send("POST", `/api/event/${OLD}/move`, { ...move, signatures: "again" });
  await patron.send("POST", `/g/${NEW}/waiver`, signature("Sam Okafor"));
  await harness.settled();
  lines = await exportTable(harness);
});

async function mismatchesOf(changed: readonly Line[]): Promise<readonly string[]> {
  return (await verifyItems(changed)).mismatches.map(({ text }) => text);
}

function isPost({ event_id, timestamp }: Line): boolean {
  return event_id === NEW && timestamp === "2026-06-01";
}

describe("The verification of a charter that was moved", () => {
  it("finds all right, with signatures under each of its names", async () => {
    expect(await mismatchesOf(lines)).toEqual([]);
    expect((await verifyItems(lines)).looked).toMatchObject({ charters: 1, signatures: 2 });
  });

  it("tells of a link that leads nowhere, and of signatures that lie under it", async () => {
    const found = await mismatchesOf(lines.filter((line) => !isPost(line)));
    expect(found).toContain(`It was moved to ${NEW}, and nothing leads from there: that link is dead.`);
    expect(found).toContainEqual(expect.stringContaining("to a charter that is not there"));
  });

  it("tells of a signpost that leads elsewhere", async () => {
    const bent = lines.map((line) =>
      isPost(line) ? toLine({ ...toItem(line), leads_to: { S: "2026-05-23-omar-sunset" } }) : line,
    );
    expect(await mismatchesOf(bent)).toEqual(
      expect.arrayContaining([
        "It leads to a charter that is not there.",
        `It was moved to ${NEW}, and nothing leads from there: that link is dead.`,
      ]),
    );
  });
});
