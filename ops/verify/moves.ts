import { isDeepStrictEqual } from "node:util";

import { leadsTo, newSignpost } from "../../lambda/charter/signpost.ts";
import { movePlace } from "../../lambda/charter/sealed.ts";
import type { StoredEvent } from "../../lambda/charter/stored.ts";
import { monthOf } from "../../rules/time/dates.ts";
import { kindOf } from "../data/kinds.ts";
import { toItem, type Line } from "../data/lines.ts";
import { toPlain, type Plain } from "../data/plain.ts";
import type { Problem } from "./findings.ts";
import { verifyAppended, type SealsLooked } from "./seals.ts";

type Item = Readonly<Record<string, Plain>>;

/** Tells where the record lies of which a partition holds a further name; undefined for a partition that is its own. */
export function homesOf(lines: readonly Line[]): ReadonlyMap<string, string> {
  const posts = lines.filter((line) => kindOf(line) === "signpost");
  return new Map(posts.flatMap((line) => entryOf(line.event_id, leadsTo(toPlain(toItem(line))))));
}

function entryOf(slug: string, home: string | undefined): [string, string][] {
  return home === undefined ? [] : [[slug, home]];
}

/** Checks the moves of a charter: their seals, their order, and that it goes by the slug that they lead to. */
export function verifyMoves(item: Item, event: StoredEvent): SealsLooked {
  const { event_id: home, slug, moves } = event;
  const { problems, unsealed } = verifyAppended(item, "moves", {
    place: movePlace(home),
    words: ["move", "moves"],
    entries: moves,
    when: ({ at }) => at,
  });
  const computed = moves.at(-1)?.to ?? home;
  const named =
    computed === slug
      ? []
      : [{ text: `It goes by ${slug}, and by its moves it is ${computed}.`, stored: slug, computed }];
  return { problems: [...problems, ...named], unsealed };
}

/** In which month's list a charter's own item stands: where it was moved from there, its signpost does. */
export function listedMonth({ event_id: home, slug }: StoredEvent): string {
  return slug === home ? monthOf(home) : "none";
}

/** Checks a signpost: it says where it leads, where the list of its month finds it, and nothing else. */
export function verifySignpost(slug: string, item: Item): { readonly problems: Problem[] } {
  const home = leadsTo(item);
  const isWhole = home !== undefined && isDeepStrictEqual(item, newSignpost(slug, home));
  return {
    problems: isWhole
      ? []
      : [{ text: "What leads from here to the charter was changed past this program, or is of a newer version." }],
  };
}

/** Tells which names of a charter lead nowhere: `posts` are the slugs under which signposts lead to it. */
export function findDeadNames({ event_id: home, moves }: StoredEvent, posts: readonly string[]): Problem[] {
  const dead = new Set(moves.map(({ to }) => to).filter((to) => to !== home && !posts.includes(to)));
  return [...dead].map((slug) => ({
    text: `It was moved to ${slug}, and nothing leads from there: that link is dead.`,
  }));
}
