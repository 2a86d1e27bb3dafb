import { useApp } from "../context.ts";
import { PasskeyButton } from "../session/PasskeyButton.tsx";
import { hasPasskeys } from "../session/passkeys.ts";
import { SignInForm } from "../session/SignInForm.tsx";
import { Dialog } from "../ui/Dialog.tsx";

interface Props {
  readonly onConfirmed: () => void;
  readonly onClose: () => void;
}

/** Asks somebody who is signed in once more who they are, before they change how they sign in. */
export function ConfirmDialog({ onConfirmed, onClose }: Props) {
  const { client, account } = useApp();
  return (
    <Dialog title="Confirm that it is you" onClose={onClose}>
      <div class="dialog-body sign-in">
        <p>This changes how {account.name} signs in. Nobody who finds this device unlocked may do so.</p>
        <SignInForm client={client} email={account.email} onSignedIn={onConfirmed} />
        {hasPasskeys() && <PasskeyButton client={client} onSignedIn={onConfirmed} />}
      </div>
    </Dialog>
  );
}
