import { useEffect, useState } from "preact/hooks";

import type { EventDetail } from "../../rules/contract/api/event.ts";
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

/** Shows a charter as it will be once what waits is sent. */
export function useWaitingIn(event: EventDetail): EventDetail {
  const { lay, entries } = useBoard();
  return lay(event, entries);
}

/** Names what of a charter waits, such as `patron:<id>`. */
export function useWaiting(slug: string): ReadonlySet<string> {
  return new Set(
    useBoard()
      .entries.filter(({ write }) => write.slug === slug)
      .flatMap(({ write }) => write.subjects),
  );
}
