import { isSlug } from "../../rules/contract/slug.ts";
import { isOwnPartition, PARTITIONS } from "../../rules/contract/table.ts";
import { kindOf } from "../data/kinds.ts";
import { toItem, type Line } from "../data/lines.ts";
import { toPlain } from "../data/plain.ts";
import type { Problem } from "./findings.ts";

/** What keys of a partition look like: what follows its name, and the sort key. */
interface Shape {
  readonly rest: RegExp;
  readonly sort: RegExp;
}

const NOTHING = /^$/;
const ANY = /^./s;
const HEX = /^[0-9a-f]+$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
/** It ends by itself, whatever it is. */
const PASSING: Shape = { rest: ANY, sort: ANY };

/** What lies in each partition of this program's own. One that is added has to say. */
const SHAPES: Readonly<Record<keyof typeof PARTITIONS, Shape>> = {
  accounts: { rest: NOTHING, sort: HEX },
  session: PASSING,
  device: PASSING,
  link: PASSING,
  challenge: PASSING,
  passkeys: { rest: HEX, sort: ANY },
  accountMail: PASSING,
  kiosk: { rest: NOTHING, sort: /^pin$/ },
  throttle: PASSING,
  vessels: { rest: NOTHING, sort: /^[0-9a-f-]{36}$/ },
  vesselNames: { rest: NOTHING, sort: ANY },
  availability: { rest: /^\d{4}-\d{2}$/, sort: /^[0-9a-f]+#\d{4}-\d{2}-\d{2}$/ },
  closeouts: { rest: NOTHING, sort: DATE },
  waiverTexts: { rest: NOTHING, sort: /^(?:desk|(?:version|shown)#.+)$/s },
  mailOptOuts: { rest: NOTHING, sort: HEX },
  floods: { rest: ANY, sort: DATE },
  unstamped: { rest: NOTHING, sort: /#.+#/s },
  settings: { rest: NOTHING, sort: /^company$/ },
};

/** Says of an item that the month list shows, broken or as if it were a charter, that it is none: what lists it is its `month`, whatever its key. */
export function misplacedIn(line: Line): Problem[] {
  const { month } = toPlain(toItem(line));
  if (kindOf(line) === "charter" || typeof month !== "string") return [];
  return [
    {
      text: `Item ${line.timestamp} stands in the list of ${month} and is no charter: a charter’s key is its slug with the slug’s date.`,
    },
  ];
}

/** Says of what lies beside a charter and is unknown that it is of a newer version, most likely. */
export function newerBeside({ event_id, timestamp }: Line): Problem[] {
  if (!isSlug(event_id)) return [];
  return [
    {
      text: `Item ${timestamp} is neither the charter nor a signature record, and no page of this version shows it.`,
    },
  ];
}

/** Says of an item that its key is one that this program gives to nothing. */
export function unplacedIn({ event_id, timestamp }: Line): Problem[] {
  if (isSlug(event_id) || isPlaced(event_id, timestamp)) return [];
  const text = isOwnPartition(event_id)
    ? `Item ${timestamp} has a key that nothing in this partition has: this program neither wrote it nor reads it.`
    : `Item ${timestamp} lies under a name that is no slug and no partition of this program: it neither wrote it nor reads it.`;
  return [{ text }];
}

function isPlaced(eventId: string, sort: string): boolean {
  const shapes = new Map(Object.entries(SHAPES));
  return Object.entries(PARTITIONS).some(([of, name]) => {
    const shape = eventId.startsWith(name) ? shapes.get(of) : undefined;
    return shape?.rest.test(eventId.slice(name.length)) === true && shape.sort.test(sort);
  });
}
