import { useRef, useState } from "preact/hooks";
import type { ComponentChildren } from "preact";

interface Props {
  /** What is done at a press, until what it answers is settled. */
  readonly run: () => unknown;
  /** What the button says meanwhile, such as `Sending…`. */
  readonly busy: string;
  /** Something else has to be done first. */
  readonly waits?: boolean;
  /** Further classes. */
  readonly look?: string;
  readonly children: ComponentChildren;
}

/** Does something that takes the network: says at once that it is on its way, and takes no press until it is done. */
export function SendButton({ run, busy, waits = false, look = "", children }: Props) {
  const [sending, setSending] = useState(false);
  // A second tap can come before the next rendering.
  const pressed = useRef(false);
  async function press(): Promise<void> {
    if (pressed.current || waits) return;
    pressed.current = true;
    setSending(true);
    try {
      await run();
    } finally {
      pressed.current = false;
      setSending(false);
    }
  }
  return (
    <button type="button" class={`button ${look}`} aria-disabled={sending || waits} onClick={() => void press()}>
      {sending ? busy : children}
    </button>
  );
}
