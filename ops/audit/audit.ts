import { aliasKey } from "../../rules/contract/edgeStore.ts";
import { waiverPath } from "../../rules/contract/slug.ts";
import { addDays, dateOf } from "../../rules/time/dates.ts";
import type { Invocation, Report } from "../cli/command.ts";
import { Refusal } from "../refusal.ts";
import { count } from "../cli/words.ts";
import { readTable } from "../data/readTable.ts";
import type { Stack } from "../stack/stack.ts";
import { findLegacy, findSlugs } from "./legacy.ts";
import { planAudit, type AuditedEvent, type AuditInput } from "./plan.ts";
import { toReport } from "./report.ts";

/** CloudFront takes this many keys in one update. */
const KEYS_AT_ONCE = 50;
const TRIES_MAX = 5;

/** Looks at every stored event whose id is no slug; with `--fix`, writes the redirects that are missing. */
export async function audit(call: Invocation): Promise<Report> {
  const stack = await call.openStack();
  const lines = await readTable(stack, (step) => {
    call.terminal.progress(step);
  });
  const found = { events: findLegacy(lines), slugs: findSlugs(lines) };
  const look = async (): Promise<AuditedEvent[]> =>
    planAudit({ ...found, values: (await stack.edgeStore().list()).values });
  const before = await look();
  const wanted = before.filter(({ redirect }) => redirect === "wanted");
  const fixing = call.isSet("fix") && wanted.length > 0;
  if (fixing) {
    await call.terminal.confirm(preview(stack, wanted));
    await writeAliases(stack, found, wanted, (step) => {
      call.terminal.progress(step);
    });
  }
  const audited = fixing ? await look() : before;
  const written = wanted.length - audited.filter(({ redirect }) => redirect === "wanted").length;
  // A day behind, as the dock may be in a time zone where it is still yesterday.
  const today = addDays(dateOf(new Date().toISOString()), -1);
  return toReport({ stack: stack.name, audited, charters: found.slugs.size, written, today });
}

function preview({ name }: Stack, wanted: readonly AuditedEvent[]): string {
  return [
    `Writes ${count(wanted.length, "redirect")} for the edge of ${name}; no data is changed:`,
    ...wanted.map(({ id, slug = "" }) => `  ${waiverPath(id.toLowerCase())} -> ${waiverPath(slug)}`),
  ].join("\n");
}

/** Writes what was agreed to, and of that only what nobody else has written meanwhile. */
async function writeAliases(
  stack: Stack,
  found: Omit<AuditInput, "values">,
  agreed: readonly AuditedEvent[],
  progress: (step: string) => void,
): Promise<void> {
  const store = stack.edgeStore();
  const isAgreed = (event: AuditedEvent): boolean =>
    agreed.some(({ id, slug }) => id === event.id && slug === event.slug);
  const written = new Set<string>();
  for (let tries = 0; tries < TRIES_MAX; ) {
    const { etag, values } = await store.list();
    const left = planAudit({ ...found, values }).filter(
      (event) => event.redirect === "wanted" && isAgreed(event) && !written.has(event.id),
    );
    if (left.length === 0) return;
    progress(`Writing redirects: ${left.length} left`);
    const next = left.slice(0, KEYS_AT_ONCE);
    const puts = Object.fromEntries(next.map(({ id, slug = "" }) => [aliasKey(id.toLowerCase()), slug]));
    if ((await store.update({ puts }, etag)) === "changed") tries += 1;
    else for (const { id } of next) written.add(id);
  }
  throw new Refusal(
    "Somebody else keeps writing to the edge store. Some redirects may be written; run audit --fix again.",
  );
}
