import { parseStoredSignature, summarizeSignatures } from "../lambda/charter/signatureRecord.ts";
import { assessDeparture } from "../rules/departure/goNoGo.ts";
import { median } from "./support/statistics.ts";
import type { Report } from "./table.ts";

const PATRONS = 100;
const FEW = 1_500;
const MANY = 12_000;
const RUNS = 9;
/** Twice the time for each: what sorting and a colder cache may cost, and far from what a list inside a list costs. */
const RATIO_WANTED = 2;
const SLUG = "2026-05-23-jane-afternoon";

/** Reads and matches what lies beside a charter that strangers have flooded, for as many signatures and for eight times as many. */
export function measureSignatures(): Promise<Report> {
  const [few, many] = [timeOf(FEW), timeOf(MANY)];
  const ratio = many / MANY / (few / FEW);
  return Promise.resolve({
    rows: [
      {
        measure: `go or no go of ${PATRONS} patrons, ${MANY} signatures`,
        value: `${many.toFixed(1)} ms`,
        comparedWith: `with ${FEW} ${few.toFixed(1)} ms`,
        ratio,
        wanted: `<= ${RATIO_WANTED}, for each signature`,
        met: ratio <= RATIO_WANTED,
      },
    ],
    notes: [
      `Signatures: records as the table has them, parsed, numbered and matched in this process; medians of ${RUNS}; nobody on the list has signed, which is the slowest. The ratio is that of the time for each signature.`,
    ],
  });
}

function timeOf(count: number): number {
  const items = Array.from({ length: count }, (_, index) => record(index));
  const facts = factsOf();
  const times = Array.from({ length: RUNS }, () => {
    const startedAt = performance.now();
    assessDeparture({ ...facts, signatures: summarizeSignatures(items.map(parseStoredSignature), SLUG) });
    return performance.now() - startedAt;
  });
  return median(times);
}

function factsOf() {
  const manifest = Array.from({ length: PATRONS }, (_, index) => ({ name: `Patron Number ${index}`, aboard_at: null }));
  const money = { price_cents: null, paid_cents: 0, currency: "USD" };
  return {
    status: "open",
    manifest,
    capacity: PATRONS,
    required_crew: null,
    crew: [],
    briefing: null,
    ...money,
  } as const;
}

function record(index: number) {
  const id = `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
  const at = new Date(Date.UTC(2026, 4, 23, 12) + index).toISOString();
  return {
    id,
    slug: SLUG,
    participants: [{ name: `Stranger Number ${index}`, birth_date: "1990-04-27" }],
    signer: { name: `Stranger Number ${index}`, relationship: null },
    emergency_contact: { name: "Ana Ashore", phone: "+1 305 555 0142" },
    signed_at: at,
    received_at: at,
    waiver_version: "2026-05-01",
    language: "en",
    place: "own-device",
    record_sha256: "a".repeat(64),
  };
}
