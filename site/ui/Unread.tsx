import type { BrokenPart } from "../../rules/contract/api/broken.ts";
import { count } from "../labels.ts";
import { Notice } from "./Notice.tsx";

interface Props {
  readonly number: number;
  /** What it is one of, such as `account`. */
  readonly one: string;
  /** What follows for whoever reads on. */
  readonly children?: string;
}

/** Says that something of a list cannot be read; nothing where all of it can. */
export function Unread({ number, one, children = "" }: Props) {
  if (number === 0) return null;
  return (
    <Notice tone="warn" title={`${count(number, one)} cannot be read`}>
      {children} {WHAT_TO_DO}
    </Notice>
  );
}

/** Stands in a list for what of it cannot be read; nothing where all of it can. */
export function BrokenEntries({ broken }: { readonly broken: BrokenPart | undefined }) {
  if (broken === undefined) return null;
  return (
    <li>
      <div class="entry-head">
        <span>
          {broken.entries === null ? "None of it can be read" : `${count(broken.entries, "entry", "entries")} of it`}
        </span>
        <span class="badge badge-bad">Cannot be read</span>
      </div>
    </li>
  );
}

/** The same for each: only who runs the system can mend it, and nothing is lost meanwhile. */
export const WHAT_TO_DO =
  "It is kept as it is. Tell whoever runs the system: “broken-item” in their runbook says what to do.";
