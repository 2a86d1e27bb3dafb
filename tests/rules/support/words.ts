import fc from "fast-check";

/** A word as it comes to the server, once or twice. */
export interface Arrival {
  /** Of which word it is a copy. */
  readonly word: number;
  readonly says: boolean;
  /** By the device's clock. */
  readonly at: string;
  /** By the server's. */
  readonly heard: string;
}

const START = Date.parse("2026-05-23T18:00:00.000Z");
const HOUR = 3_600_000;
const YEAR = 365 * 24 * HOUR;
/** A right clock, one that is a little ahead, and some that nobody should believe. */
const DRIFTS = [0, 0, 3_000, 2 * HOUR, 75 * YEAR, -60_000, -10 * YEAR];

/** Words on one thing by devices with any clocks, in the order in which they reach the server; no two instants are the same. */
export const arrivals: fc.Arbitrary<readonly Arrival[]> = fc
  .array(
    fc.record({
      said: fc.nat({ max: 20 }),
      drift: fc.constantFrom(...DRIFTS),
      says: fc.boolean(),
      delays: fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((words) =>
    words
      .flatMap(({ said, drift, says, delays }, word) =>
        delays.map((delay, copy) => {
          const real = START + said * 1_000 + word * 10;
          return { word, says, at: iso(real + drift), heard: iso(real + delay * 1_000 + copy + 1) };
        }),
      )
      .sort((a, b) => (a.heard < b.heard ? -1 : 1)),
  );

/** The word that is to count: the latest by its device, where none was said later than it was first heard. */
export function latestOf(all: readonly Arrival[]): Arrival | undefined {
  const first = all.filter(({ word }, place) => all.findIndex((other) => other.word === word) === place);
  const said = ({ at, heard }: Arrival): string => (at < heard ? at : heard);
  return first.sort((a, b) => (said(a) < said(b) ? -1 : 1)).at(-1);
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
