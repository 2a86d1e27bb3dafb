import { useEffect, useRef } from "preact/hooks";

import type { BannerMessage } from "../context.ts";
import { readBoard, watchBoard } from "../offline/board.ts";
import { Icon } from "./Icon.tsx";

/** How long good news stays, and how long an undo is offered, in ms; whoever has moved the focus there may take their time. */
const GOOD_MS = 6_000;
const ACTION_MS = 8_000;

/** Says how the last action went. The region is always there, so that screen readers notice what appears in it. */
export function Banner({
  message,
  onDismiss,
}: {
  readonly message: BannerMessage | undefined;
  readonly onDismiss: () => void;
}) {
  const region = useRef<HTMLDivElement>(null);
  const action = message?.action;
  // What went wrong stays until somebody has read it.
  const lasting = message !== undefined && action === undefined && message.tone !== "good";
  useEffect(() => {
    if (message === undefined || lasting) return;
    const timer = setInterval(
      () => {
        if (!(region.current?.contains(document.activeElement) ?? false)) onDismiss();
      },
      action === undefined ? GOOD_MS : ACTION_MS,
    );
    return () => {
      clearInterval(timer);
    };
  }, [message]);
  const waits = message?.waits;
  useEffect(() => {
    if (waits === undefined) return;
    return watchBoard(() => {
      const { entries } = readBoard();
      if (entries.every(({ write, refusal }) => write.id !== waits || refusal !== null)) onDismiss();
    });
  }, [waits, onDismiss]);
  return (
    <div
      class={`banner-region ${lasting ? "is-lasting" : ""}`}
      role={message?.tone === "bad" ? "alert" : "status"}
      ref={region}
    >
      {message && (
        <div class={`banner notice notice-${message.tone}`}>
          <div>{message.text}</div>
          {action && (
            <button
              type="button"
              class="button"
              onClick={() => {
                onDismiss();
                action.run();
              }}
            >
              {action.label}
            </button>
          )}
          <button type="button" class="button icon-button" aria-label="Dismiss" onClick={onDismiss}>
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  );
}
