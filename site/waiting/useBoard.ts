import { useEffect, useState } from "preact/hooks";

import { goesBy, type Named } from "../../rules/charter/goesBy.ts";
import type { EventDetail } from "../../rules/contract/api/event.ts";
import type { Entry } from "../offline/entry.ts";
import { readBoard, watchBoard, type Board } from "../offline/board.ts";

/** Follows what waits to be sent, and whether the screens show what was known before. */
export function useBoard(): Board {
  const [board, setBoard] = useState(readBoard);
  useEffect(() => {
    setBoard(readBoard());
    return watchBoard(() => {
      setBoard(readBoard());
    });
  }, []);
  return board;
}

/** Shows a charter as the server has it, with what was sent since it was read. */
export function useSentIn(event: EventDetail): EventDetail {
  const { lay, sent, names } = useBoard();
  return lay(event, sent, names);
}

/** Shows a charter as it will be once what waits is sent. */
export function useWaitingIn(event: EventDetail): EventDetail {
  return laidOn(event, useBoard());
}

/** Lays all that was done on this device, and no reading has shown yet, on a charter. */
export function laidOn(event: EventDetail, { lay, sent, entries, names }: Board): EventDetail {
  return lay(event, [...sent, ...entries], names);
}

/** Follows what of a charter waits. */
export function useWaiting(event: Named): ReadonlySet<string> {
  return waitingOf(useBoard().entries, event);
}

/** Names what of a charter waits: subjects, such as `patron:<id>`, and the ids of the writes. What was refused does not. */
export function waitingOf(entries: readonly Entry[], event: Named): ReadonlySet<string> {
  return new Set(
    entries.flatMap(({ write, refusal }) =>
      refusal === null && goesBy(event, write.slug) ? [write.id, ...write.subjects] : [],
    ),
  );
}
