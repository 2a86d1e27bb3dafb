import { Dialog } from "../ui/Dialog.tsx";
import { useCopy } from "../ui/useCopy.ts";

interface Props {
  readonly codes: readonly string[];
  readonly onClose: () => void;
}

/** Shows the recovery codes, this once. */
export function RecoveryCodes({ codes, onClose }: Props) {
  const { said, copy } = useCopy(codes.join("\n"));
  return (
    <Dialog title="Keep these codes" onClose={onClose}>
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
          {said.replace("Link copied", "Copied")}
        </p>
      </div>
    </Dialog>
  );
}
