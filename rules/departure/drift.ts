import type { DepartureEntry, DepartureReason } from "../contract/api/departure.ts";
import { foldName } from "../people/foldName.ts";
import { namesOf } from "../people/names.ts";
import type { SayNames } from "./reasons.ts";
import { departureState } from "./state.ts";

interface Named {
  readonly id: string;
  readonly name: string;
}

interface Listed extends Named {
  readonly aboard_at: string | null;
}

const TODO = "Put the list right, or undo the departure in its record and depart again.";
const SAME_PERSON = "The same person, under another name.";

/** Where a list says otherwise than a record: who sailed is a matter of safety, what they are called is none. */
export type Drift = Pick<DepartureReason, "text"> & { readonly weight: "stop" | "caution" };

/**
 * Finds where the list says otherwise by now than the departure that stands: the record left ashore must not be wrong
 * unseen. Once all are back, people may well be ashore.
 */
export function departureDrift(
  entries: readonly DepartureEntry[],
  manifest: readonly Listed[],
): readonly DepartureReason[] {
  const { departed, back } = departureState(entries);
  if (departed === undefined) return [];
  const drift = driftOf(departed.aboard, manifest, back === undefined);
  const last = drift.findLast(({ weight }) => weight === "stop");
  return drift.map((one) => ({ ...one, todo: one.weight === "caution" ? SAME_PERSON : one === last ? TODO : "" }));
}

/** Says where a list says otherwise than who sailed; `out`: they are still at sea, so none of them can be ashore. */
export function driftOf(
  sailed: readonly Named[],
  manifest: readonly Listed[],
  out: boolean,
  say: SayNames = namesOf,
): readonly Drift[] {
  const { pairs, others } = pairOff(sailed, manifest);
  const ashore = pairs.filter(({ listed }) => out && listed?.aboard_at === null);
  return [
    ...tell(
      others.filter(({ aboard_at }) => aboard_at !== null),
      "aboard by the list, but not in the departure record",
      say,
    ),
    ...tell(
      ashore.map(({ person }) => person),
      "in the departure record, but ashore by the list",
      say,
    ),
    ...tell(
      pairs.filter(({ listed }) => listed === undefined).map(({ person }) => person),
      "in the departure record, but no longer on the list",
      say,
    ),
    ...pairs.flatMap(({ person: { name }, listed: { name: now } = { name } }) =>
      now === name ? [] : [{ weight: "caution" as const, text: `${now} is ${name} in the departure record.` }],
    ),
  ];
}

interface Pairs<L> {
  readonly pairs: readonly { readonly person: Named; readonly listed: L | undefined }[];
  /** On the list, and did not sail. */
  readonly others: readonly L[];
}

/** Finds who sailed on the list: by id or, where somebody was taken off it and listed anew, by name. */
export function pairOff<L extends Named>(sailed: readonly Named[], manifest: readonly L[]): Pairs<L> {
  const byId = new Map(manifest.map((patron) => [patron.id, patron]));
  const recorded = new Set(sailed.map(({ id }) => id));
  const others = manifest.filter(({ id }) => !recorded.has(id));
  const pairs = sailed.map((person) => {
    const anew = others.findIndex(({ name }) => foldName(name) === foldName(person.name));
    const known = byId.get(person.id);
    return { person, listed: known ?? (anew === -1 ? undefined : others.splice(anew, 1)[0]) };
  });
  return { pairs, others };
}

function tell(people: readonly { readonly name: string }[], what: string, say: SayNames): readonly Drift[] {
  const names = people.map(({ name }) => name);
  const text = `${say(names)} ${names.length === 1 ? "is" : "are"} ${what}.`;
  return names.length === 0 ? [] : [{ weight: "stop", text }];
}
