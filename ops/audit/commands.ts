import type { Command } from "../cli/command.ts";
import { audit } from "./audit.ts";

const auditing: Command = {
  name: "audit",
  summary: "lists stored events whose id is no slug; --fix lets the edge redirect their old links",
  positionals: [],
  flags: { fix: { summary: "write the redirects that are missing; never renames or deletes data" } },
  changes: true,
  stack: "needed",
  notes: [
    "A slug is proposed from the event's id and its data: date, first name, period, or clock time (until 11 morning, 14",
    "midday, 17 afternoon, 19 sunset, 21 evening). A charter that is stored under it already is where the link leads; a",
    "second event of that name gets jane2. A redirect that is there is never overwritten. To choose another slug, declare",
    "it in scc:aliases before --fix; declared later, it takes the place of what --fix wrote, and is Pulumi's from then on.",
    "Exit code 1 while a redirect is missing or somebody has to choose a slug.",
  ].join("\n"),
  run: audit,
};

export const AUDIT_COMMANDS: readonly Command[] = [auditing];
