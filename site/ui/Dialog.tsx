import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "./Icon.tsx";

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  /** While a request is on its way the dialog stays, so that its answer is seen. */
  readonly busy?: boolean;
  readonly children: ComponentChildren;
}

/** Shows a modal dialog for as long as it is rendered; focus goes back to where it came from. */
export function Dialog({ title, onClose, busy = false, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    const shown = dialog.current;
    const opener = document.activeElement;
    shown?.showModal();
    // A second Escape closes it whatever its owner says: then it is only asked to be.
    const reopen = (event: Event): void => {
      if (event.target !== shown) return;
      shown?.showModal();
      shown?.dispatchEvent(new Event("cancel", { cancelable: true }));
    };
    shown?.addEventListener("close", reopen);
    return () => {
      shown?.removeEventListener("close", reopen);
      shown?.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  function cancel(event: Event): void {
    event.preventDefault();
    if (!busy) onClose();
  }
  return (
    <dialog ref={dialog} aria-labelledby={titleId} onCancel={cancel}>
      <div class="dialog-head">
        <h2 id={titleId}>{title}</h2>
        <button
          type="button"
          class="button button-plain icon-button"
          aria-label="Close"
          aria-disabled={busy}
          onClick={cancel}
        >
          <Icon name="close" />
        </button>
      </div>
      {children}
    </dialog>
  );
}
