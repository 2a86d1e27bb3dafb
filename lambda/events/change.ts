import type { ChangeEventRequest } from "../../rules/api/event.ts";
import type { Table } from "../dynamodb/table.ts";
import { eventKey } from "./stored.ts";

/** Changes the details that the request names, if nobody has since `request.revision`. False: somebody has, or no charter. */
export async function changeEvent(table: Table, slug: string, request: ChangeEventRequest): Promise<boolean> {
  const { revision, ...details } = request;
  const changes = Object.entries(details).filter(([, value]) => value !== undefined);
  const written = await table.update(eventKey(slug), {
    update: `SET ${["#revision = :next", ...changes.map(([name]) => `#${name} = :${name}`)].join(", ")}`,
    condition:
      revision === 0
        ? "attribute_exists(#event_id) AND attribute_not_exists(#revision)"
        : "attribute_exists(#event_id) AND #revision = :revision",
    values: {
      next: revision + 1,
      ...(revision === 0 ? {} : { revision }),
      ...Object.fromEntries(changes),
    },
  });
  return written.ok;
}
