import type { EdgeValues } from "./event.ts";

/** Writes CloudFront's query object back as a query string with its "?", or as nothing when it is empty. */
export function writeQuery(querystring: EdgeValues): string {
  const pairs: string[] = [];
  Object.keys(querystring).forEach((name) => {
    const entry = querystring[name];
    if (entry === undefined) return;
    (entry.multiValue ?? [entry]).forEach((item) => {
      pairs.push(item.value === "" ? escapeRaw(name) : escapeRaw(name) + "=" + escapeRaw(item.value));
    });
  });
  const text = pairs.join("&");
  return text === "" ? "" : "?" + text;
}

/**
 * Percent-encodes what came raw, and keeps what is encoded already: what is not printable ASCII could break out of the
 * Location header. It goes sign by sign, as njs 0.7.9 never ends the `replace` of some texts beyond ASCII.
 */
function escapeRaw(text: string): string {
  let written = "";
  let raw = "";
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign < "!" || sign > "~") {
      raw += sign;
      continue;
    }
    written += encode(raw) + sign;
    raw = "";
  }
  return written + encode(raw);
}

/** Halves of characters have no bytes to be written as. */
function encode(raw: string): string {
  try {
    return encodeURIComponent(raw);
  } catch {
    return "";
  }
}
