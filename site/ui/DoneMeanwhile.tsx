import type { ComponentChildren } from "preact";

import { Dialog } from "./Dialog.tsx";

interface Props {
  readonly title: string;
  /** What was typed for one's own, which is kept nowhere. */
  readonly typed: string;
  readonly onClose: () => void;
  /** Who has done it, and what can be done about that. */
  readonly children: ComponentChildren;
}

/** Stands where somebody was about to do what somebody else has done by now. */
export function DoneMeanwhile({ title, typed, onClose, children }: Props) {
  return (
    <Dialog title={title} onClose={onClose}>
      <div class="dialog-body">
        {children}
        {typed.trim() !== "" && <p class="hint">You had typed: {typed.trim()}</p>}
      </div>
      <div class="dialog-foot-wrap">
        <div class="dialog-foot">
          <button type="button" class="button button-primary" onClick={onClose}>
            Close
          </button>
        </div>
      </div>
    </Dialog>
  );
}
