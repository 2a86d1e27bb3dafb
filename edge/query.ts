import type { EdgeValues } from "./event.ts";

const NOT_PRINTABLE_ASCII = /[^!-~]/g;

/** Writes CloudFront's query object back as a query string with its "?", or as nothing when it is empty. */
export function writeQuery(querystring: EdgeValues): string {
  const pairs: string[] = [];
  Object.keys(querystring).forEach((name) => {
    const entry = querystring[name];
    if (entry === undefined) return;
    (entry.multiValue ?? [entry]).forEach((item) => {
      pairs.push(item.value === "" ? name : name + "=" + item.value);
    });
  });
  // Values arrive percent-encoded; whatever is not could break out of the Location header.
  const text = pairs.join("&").replace(NOT_PRINTABLE_ASCII, "");
  return text === "" ? "" : "?" + text;
}
