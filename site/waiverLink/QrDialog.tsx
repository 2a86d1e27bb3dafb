import { encode } from "uqr";

import { Dialog } from "../ui/Dialog.tsx";

/** Shows a link as a QR code: dark on white in both color schemes, with the quiet zone that scanners need. */
export function QrDialog({ url, onClose }: { readonly url: string; readonly onClose: () => void }) {
  const { data, size } = encode(url, { ecc: "M", border: 4 });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return (
    <Dialog title="Scan to sign" onClose={onClose}>
      <div class="dialog-body">
        <div class="qr">
          <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={`QR code of ${url}`} shape-rendering="crispEdges">
            <path d={path} fill="#000" />
          </svg>
        </div>
        <p class="hint">Patrons point their phone’s camera here. It opens {url}</p>
      </div>
    </Dialog>
  );
}
