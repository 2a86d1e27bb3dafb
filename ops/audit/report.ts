import type { Report } from "../cli/command.ts";
import { formatTable } from "../cli/table.ts";
import { parseSlug } from "../../rules/contract/slug.ts";
import { count } from "../cli/words.ts";
import type { AuditedEvent, Redirect } from "./plan.ts";

const REDIRECTS: Readonly<Record<Redirect, string>> = {
  wanted: "missing",
  aliased: "alias",
  folded: "by the edge itself",
  broken: "broken",
  unknown: "unknown slug",
  unlinkable: "impossible",
  shadowed: "shadowed",
};
/** What somebody can still do something about in the store or in scc:aliases. */
const UNDONE: readonly Redirect[] = ["wanted", "broken", "unknown"];

/** What an audit saw and did. */
export interface Audit {
  readonly stack: string;
  readonly audited: readonly AuditedEvent[];
  /** How many charters have a slug. */
  readonly charters: number;
  /** How many redirects were written just now. */
  readonly written: number;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** Says which stored events have no slug, where their links lead, and what is left to do. */
export function toReport({ stack, audited, charters, written, today }: Audit): Report {
  const undone = audited.filter(({ redirect }) => UNDONE.includes(redirect));
  const data = { charters, written, events: audited };
  if (audited.length === 0) {
    return { ok: true, text: `✓ ${count(charters, "charter")} of ${stack}, and every one has a slug.`, data };
  }
  const rows = audited.map(({ id, why, slug = "", redirect, exists }) => [
    id,
    why,
    slug,
    REDIRECTS[redirect],
    slug === "" ? "" : exists ? "exists" : isToSail(slug, today) ? "not there" : "not there, past",
  ]);
  const text = [
    ...(written === 0
      ? []
      : [`Wrote ${count(written, "redirect")}. The edge knows ${written === 1 ? "it" : "them"} within seconds.`, ""]),
    `${count(audited.length, "stored event")} of ${stack} ${audited.length === 1 ? "has" : "have"} no slug; ${count(charters, "charter has", "charters have")} one.`,
    "",
    formatTable([["STORED ID", "WHAT IS WRONG", "SLUG", "REDIRECT", "CHARTER"], ...rows]),
    ...advise(audited, today).flatMap((advice) => ["", advice]),
    ...(undone.length === 0 ? ["", "✓ Every old link that can have a redirect has one."] : []),
  ].join("\n");
  return { ok: undone.length === 0, text, data };
}

/** One paragraph for each thing to do. */
function advise(audited: readonly AuditedEvent[], today: string): string[] {
  const of = (redirect: Redirect): readonly AuditedEvent[] => audited.filter((event) => event.redirect === redirect);
  const wanted = of("wanted").length;
  const undecided = [...of("unknown"), ...of("broken")];
  return [
    ...(wanted === 0
      ? []
      : [
          `! ${count(wanted, "redirect is", "redirects are")} missing. Write ${wanted === 1 ? "it" : "them"} with audit --fix.`,
        ]),
    ...undecided.map(
      ({ id, note }) =>
        `! ${id}: ${note}. Choose its slug and declare it: pulumi config set --path 'scc:aliases["${id.toLowerCase()}"]' SLUG, then pulumi up.`,
    ),
    ...createAdvice(audited.filter(({ slug = "", exists }) => !exists && isToSail(slug, today))),
    ...of("unlinkable")
      .filter(({ slug }) => slug === undefined || isToSail(slug, today))
      .map(
        ({ id }) => `! ${id} has characters that no redirect can have, or more than 64. Send its patrons the new link.`,
      ),
    ...audited
      .filter(({ redirect, note }) => (redirect === "aliased" || redirect === "shadowed") && note !== "")
      .map(({ id, note }) => `! ${id}: ${note}.`),
  ];
}

function isToSail(slug: string, today: string): boolean {
  return (parseSlug(slug)?.date ?? "") >= today;
}

/** A redirect alone helps nobody: the page behind it is a charter's. Those that have sailed need none any more. */
function createAdvice(missing: readonly AuditedEvent[]): string[] {
  if (missing.length === 0) return [];
  return [
    `! ${count(missing.length, "charter is", "charters are")} still to sail and not there: old links end on "not found" until you create ${missing.length === 1 ? "it" : "them"} on the dashboard (New charter):\n` +
      missing.map(({ slug = "", id }) => `    ${describeParts(slug)}, for ${id}`).join("\n"),
  ];
}

function describeParts(slug: string): string {
  const parts = parseSlug(slug);
  return parts === undefined ? slug : `${parts.date}, ${parts.firstName}, ${parts.period}`;
}
