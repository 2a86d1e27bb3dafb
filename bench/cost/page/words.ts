/** Writes dollars for a reader: cents below a hundred dollars, whole dollars above. */
export function usd(amount: number): string {
  if (amount === 0) return "$0";
  if (amount < 0.005) return "under 1 ¢";
  return amount < 100 ? `$${amount.toFixed(2)}` : `$${Math.round(amount).toLocaleString("en-US")}`;
}

/** Writes what one charter costs: in dollars, or in cents with as many digits as say something. */
export function perCharter(amount: number): string {
  if (amount >= 0.995) return usd(amount);
  const cents = amount * 100;
  return `${cents >= 10 ? cents.toFixed(0) : cents.toFixed(cents >= 1 ? 1 : 2)} ¢`;
}

/** Writes a count with its thousands apart, and digits behind the point only where it is small. */
export function quantity(value: number): string {
  if (value === 0) return "0";
  if (value < 0.001) return "under 0.001";
  const digits = value >= 100 || Number.isInteger(value) ? 0 : value >= 1 ? 1 : 3;
  return value.toLocaleString("en-US", { maximumFractionDigits: digits });
}

/** Writes a count to two digits, for "about". */
export function roughly(value: number): string {
  return Number(value.toPrecision(2)).toLocaleString("en-US");
}

/** Writes a table in Markdown; all columns but the first are numbers. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, column) => (column === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

/** Writes a list in Markdown. */
export function list(points: readonly string[]): string {
  return points.map((point) => `- ${point}`).join("\n");
}
