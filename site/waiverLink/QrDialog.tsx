import { Dialog } from "../ui/Dialog.tsx";
import { QrCode } from "../ui/QrCode.tsx";

/** Shows a link as a QR code. */
export function QrDialog({ url, onClose }: { readonly url: string; readonly onClose: () => void }) {
  return (
    <Dialog title="Scan to sign" onClose={onClose}>
      <div class="dialog-body">
        <QrCode text={url} label={`QR code of ${url}`} />
        <p class="hint">Patrons point their phone’s camera here. It opens {url}</p>
      </div>
    </Dialog>
  );
}
