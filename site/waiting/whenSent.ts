import { namesOf } from "../../rules/people/names.ts";
import type { Entry } from "../offline/entry.ts";
import { authorOf } from "./authorOf.ts";

/** Says when what waits here is sent once nobody is signed in, in a sentence for each kind of it. */
export function whenSent(entries: readonly Entry[]): readonly string[] {
  const waiting = entries.filter(({ refusal }) => refusal === null);
  const named = waiting.filter(({ write }) => write.by !== "");
  const authors = new Map(named.map((entry) => [entry.write.by, authorOf(entry)]));
  const refused = entries.length - waiting.length;
  return [
    ...(authors.size === 1 ? [`What ${[...authors.values()].join()} did is sent when they sign in here again.`] : []),
    ...(authors.size > 1 ? [`What ${namesOf([...authors.values()])} did is sent as each signs in here again.`] : []),
    ...(waiting.length > named.length
      ? ["Signatures are sent as soon as this page has a signal, also with nobody signed in."]
      : []),
    ...(refused > 0 ? ["What was refused stays until somebody tries it again or discards it."] : []),
  ];
}
