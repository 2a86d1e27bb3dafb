import { useEffect } from "preact/hooks";

import { hold, leave, type Holds } from "../forms/unsaved.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { useCopy } from "../ui/useCopy.ts";

interface Props {
  readonly codes: readonly string[];
  readonly onClose: () => void;
}

const NOT_KEPT: Holds = () => "codes";

/** Shows the recovery codes, this once: whoever leaves without saying that they are kept is asked. */
export function RecoveryCodes({ codes, onClose }: Props) {
  const { said, copy } = useCopy(codes.join("\n"), "codes");
  useEffect(() => hold(NOT_KEPT), []);
  return (
    <Dialog
      title="Keep these codes"
      onClose={() => {
        leave(onClose, NOT_KEPT);
      }}
    >
      <div class="dialog-body">
        <p>
          Each signs you in once in place of the app’s code, should you lose the phone. They are shown only now: print
          them, or keep them where you keep passwords.
        </p>
        <ul class="link-box codes">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <div class="row">
          <button type="button" class="button" onClick={copy}>
            Copy
          </button>
          <button type="button" class="button button-primary" onClick={onClose}>
            I have kept them
          </button>
        </div>
        <p role="status" class="hint">
          {said}
        </p>
      </div>
    </Dialog>
  );
}
