import { encode } from "uqr";

interface Props {
  readonly text: string;
  readonly label: string;
  /** For a code that is looked at from near, where the form below it is to be in sight. */
  readonly small?: boolean;
}

/** Draws a QR code: dark on white in both color schemes, with the quiet zone that scanners need. */
export function QrCode({ text, label, small = false }: Props) {
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return (
    <div class={`qr ${small ? "qr-small" : ""}`}>
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
        <path d={path} fill="#000" />
      </svg>
    </div>
  );
}
