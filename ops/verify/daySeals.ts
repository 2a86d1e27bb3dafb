import { closeoutPlace, parseDay } from "../../lambda/closeouts/store.ts";
import { StoredLedger, type StoredEvent } from "../../lambda/charter/stored.ts";
import { parseItem } from "../../lambda/dynamodb/items.ts";
import { paymentPlace } from "../../lambda/charter/sealed.ts";
import { toItem, type Line } from "../data/lines.ts";
import { kindOf } from "../data/kinds.ts";
import { toPlain } from "../data/plain.ts";
import { PARTITIONS } from "../../rules/contract/table.ts";
import type { Across } from "./findings.ts";
import { readAll } from "./readAll.ts";
import { lengthUntil, listIn, verifyHead, verifyList, verifyStoredHead } from "./seals.ts";

/** Recomputes the seals of all closeouts, and holds the ledgers against what the closeouts knew of them. */
export function verifyDaySeals(lines: readonly Line[]): Across {
  const ledgers = readLedgers(lines);
  const days = readAll(
    lines.filter(({ event_id }) => event_id === PARTITIONS.closeouts),
    parseDay,
  ).found;
  const looked = days.map(({ line, read: { timestamp: day, closeouts, closeouts_head } }) => {
    const place = closeoutPlace(day);
    const { problems, unsealed } = verifyList({
      place,
      words: ["closeout", "closeouts"],
      entries: listIn(toPlain(toItem(line)), "closeouts"),
      when: ({ closed_at }) => closed_at,
    });
    const head = verifyStoredHead(
      { place, many: "closeouts", entries: closeouts },
      { text: closeouts_head, until: lengthUntil(closeouts, ({ seal }) => seal !== undefined) },
    );
    const own = [...problems, ...head].map((problem) => ({ where: PARTITIONS.closeouts, item: day, ...problem }));
    const known = closeouts.flatMap(({ closed_at, ledgers: seen = [] }) =>
      seen.flatMap(({ slug, ...seenHead }) => {
        const ledger = ledgers.get(slug);
        const who = `the closeout of ${day} at ${closed_at}`;
        // One that cannot be read is told of elsewhere.
        if (ledger === "broken") return [];
        const list = { place: paymentPlace(slug), many: "ledger entries", entries: ledger ?? [], who };
        return verifyHead(list, seenHead).map((problem) => ({ where: slug, item: day, ...problem }));
      }),
    );
    const where = `${PARTITIONS.closeouts} ${day}`;
    return { mismatches: [...own, ...known], unsealed: unsealed.map((one) => ({ where, ...one })) };
  });
  return {
    mismatches: looked.flatMap(({ mismatches }) => mismatches),
    unsealed: looked.flatMap(({ unsealed }) => unsealed),
  };
}

/** How many of a charter's ledger entries some closeout knows, in their order. */
export function countWitnessed(lines: readonly Line[]): ReadonlyMap<string, number> {
  const known = new Map<string, number>();
  for (const { read } of readAll(
    lines.filter(({ event_id }) => event_id === PARTITIONS.closeouts),
    parseDay,
  ).found)
    for (const { slug, entries } of read.closeouts.flatMap(({ ledgers = [] }) => ledgers))
      known.set(slug, Math.max(entries, known.get(slug) ?? 0));
  return known;
}

type Ledger = StoredEvent["payment_log"] | "broken";

/** The ledgers by their slugs. */
export function readLedgers(lines: readonly Line[]): ReadonlyMap<string, Ledger> {
  const { found, broken } = readAll(
    lines.filter((line) => kindOf(line) === "charter"),
    (item) => parseItem(StoredLedger, item, "ledger"),
  );
  return new Map<string, Ledger>([
    ...found.map(({ read: { event_id, payment_log } }) => [event_id, payment_log] as const),
    ...broken.map(({ where }) => [where, "broken"] as const),
  ]);
}
