import * as v from "valibot";

import { aliasKey } from "../../rules/contract/edgeStore.ts";
import { isSlug } from "../../rules/contract/slug.ts";
import { isOwnPartition } from "../../rules/contract/table.ts";
import { count } from "../cli/words.ts";
import type { Stack } from "../stack/stack.ts";
import { ok, warning, type Finding } from "./finding.ts";

const Keyed = v.object({ event_id: v.string() });

/** Looks at what the stored charters are called. */
export async function checkSlugs(stack: Stack): Promise<readonly Finding[]> {
  const [ids, { values }] = await Promise.all([readEventIds(stack), stack.edgeStore().list()]);
  return [judgeSlugs(stack.name, ids, (id) => values.has(aliasKey(id.toLowerCase())))];
}

async function readEventIds(stack: Stack): Promise<ReadonlySet<string>> {
  const client = await stack.documents();
  const { paginateScan } = await import("@aws-sdk/lib-dynamodb");
  const ids = new Set<string>();
  const pages = paginateScan({ client }, { TableName: stack.output("tableName"), ProjectionExpression: "event_id" });
  for await (const { Items = [] } of pages) {
    for (const item of Items) ids.add(v.parse(Keyed, item).event_id);
  }
  return ids;
}

/** Judges event ids: each is a slug, or an old id whose links are redirected. */
export function judgeSlugs(stack: string, ids: Iterable<string>, hasAlias: (id: string) => boolean): Finding {
  const events = [...ids].filter((id) => !isOwnPartition(id));
  const odd = events.filter((id) => !isSlug(id));
  const lost = odd.filter((id) => !hasAlias(id));
  const all = count(events.length, "stored charter");
  if (odd.length === 0) return ok("slugs", `${all}, every id a slug.`);
  if (lost.length === 0)
    return ok("slugs", `${all}; the links of the ${odd.length} whose id is no slug are redirected.`);
  const examples = lost
    .slice(0, 2)
    .map((id) => `"${id}"`)
    .join(", ");
  return warning(
    "slugs",
    `${all}, ${lost.length} of them under an id that is no slug and without a redirect, so that the waiver link answers 404: ${examples}.`,
    `npm run ops -- audit --stack ${stack}`,
  );
}
