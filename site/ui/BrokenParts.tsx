import type { BrokenPart } from "../../rules/contract/api/broken.ts";
import { Notice } from "./Notice.tsx";
import { WHAT_TO_DO } from "./Unread.tsx";

interface Props {
  readonly parts: readonly BrokenPart[];
  /** What it is a part of, such as `charter`. */
  readonly of: string;
}

/** Says which parts of something cannot be read; nothing where all of it can. */
export function BrokenParts({ parts, of }: Props) {
  if (parts.length === 0) return null;
  return (
    <Notice tone="warn" title={`Part of this ${of} cannot be read`}>
      {parts.map(({ text }) => text).join(" ")} All else is shown and goes on. {WHAT_TO_DO}
    </Notice>
  );
}
