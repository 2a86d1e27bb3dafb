/**
 * What a mail to the admin says of a list, so that whoever later holds the mail against the table sees whether an entry was
 * changed, taken out or moved: how many there were, and the hash that follows from all of them in their order
 * (lambda/seals/head.ts). Written by the Lambda, read by `ops verify --witness`.
 */
export interface Witness {
  readonly list: WitnessedList;
  /** The charter's slug; of closeouts, the day. */
  readonly of: string;
  readonly entries: number;
  /** In lower-case hex. */
  readonly sha256: string;
}

const LISTS = { Ledger: "ledger", Departures: "departures", Closeouts: "closeouts" } as const;
export type WitnessedList = (typeof LISTS)[keyof typeof LISTS];

/** Writes a witness as a line of a mail, to be read by people and by `readWitnesses`. */
export function writeWitness({ list, of, entries, sha256 }: Witness): string {
  const [name = ""] = Object.entries(LISTS).find(([, known]) => known === list) ?? [];
  return `${name} of ${of}: ${String(entries)} ${entries === 1 ? "entry" : "entries"}, SHA-256 ${sha256}`;
}

const WITNESS =
  /\b(Ledger|Departures|Closeouts) of ([a-z0-9-]+): (\d{1,6}) entr(?:y|ies), SHA-256 ([0-9a-f]{64})(?![0-9a-f])/g;

/** Finds the witnesses in a mail's text, also where a mail program has quoted it or broken its lines. */
export function readWitnesses(text: string): Witness[] {
  const joined = text.replace(/[\r\n]+[>|\s]*/g, " ").replace(/\s+/g, " ");
  return [...joined.matchAll(WITNESS)].map(([, name, of = "", entries, sha256 = ""]) => ({
    list: isList(name) ? LISTS[name] : "ledger",
    of,
    entries: Number(entries),
    sha256,
  }));
}

function isList(name: string | undefined): name is keyof typeof LISTS {
  return name !== undefined && Object.hasOwn(LISTS, name);
}
