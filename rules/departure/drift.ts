import type { DepartureEntry, DepartureReason } from "../contract/api/departure.ts";
import { departureState } from "./state.ts";
import { namesOf } from "../people/names.ts";

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly aboard_at: string | null;
}

const TODO = "Put the list right, or undo the departure in its record and depart again.";

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
  const listed = new Map(manifest.map((patron) => [patron.id, patron]));
  const recorded = new Set(departed.aboard.map(({ id }) => id));
  const extra = manifest.filter(({ id, aboard_at }) => aboard_at !== null && !recorded.has(id));
  const gone = departed.aboard.filter(({ id }) => !listed.has(id));
  const ashore = back === undefined ? departed.aboard.filter(({ id }) => listed.get(id)?.aboard_at === null) : [];
  const renamed = departed.aboard.flatMap(({ id, name }) => {
    const now = listed.get(id)?.name ?? name;
    return now === name ? [] : [`${now} is ${name} in the departure record.`];
  });
  const texts = [
    ...tell(extra, "aboard by the list, but not in the departure record"),
    ...tell(ashore, "in the departure record, but ashore by the list"),
    ...tell(gone, "in the departure record, but no longer on the list"),
    ...renamed,
  ];
  return texts.map((text, index) => ({ weight: "stop", text, todo: index === texts.length - 1 ? TODO : "" }));
}

function tell(people: readonly { readonly name: string }[], what: string): readonly string[] {
  const names = people.map(({ name }) => name);
  return names.length === 0 ? [] : [`${namesOf(names)} ${names.length === 1 ? "is" : "are"} ${what}.`];
}
