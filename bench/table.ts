/** One line of the report. */
export interface Row {
  readonly measure: string;
  readonly value: string;
  /** What was measured beside it in the same run, and its value. */
  readonly comparedWith?: string;
  readonly ratio?: number;
  readonly wanted?: string;
  /** Whether the wanted figure is met; absent where nothing is wanted. */
  readonly met?: boolean;
}

/** What a measure gives to the report. */
export interface Report {
  readonly rows: readonly Row[];
  /** How to read the rows. */
  readonly notes: readonly string[];
}

const HEAD = ["measure", "value", "compared with", "ratio", "wanted", ""];

/** Prints all reports as one aligned table with their notes below. */
export function printTable(reports: readonly Report[]): void {
  printColumns(
    HEAD,
    reports.flatMap(({ rows }) => rows.map(toCells)),
  );
  for (const note of reports.flatMap(({ notes }) => notes)) console.log(`\n  ${note}`);
}

/** Prints lines of cells in columns below their heads. */
export function printColumns(head: readonly string[], lines: readonly (readonly string[])[]): void {
  const widths = head.map((_, column) => Math.max(...[head, ...lines].map((line) => line[column]?.length ?? 0)));
  const print = (line: readonly string[]): void => {
    console.log(
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    );
  };
  print(head);
  print(widths.map((width) => "-".repeat(width)));
  lines.forEach(print);
}

function toCells({ measure, value, comparedWith, ratio, wanted, met }: Row): string[] {
  return [
    measure,
    value,
    comparedWith ?? "",
    ratio === undefined ? "" : ratio.toFixed(2),
    wanted ?? "",
    met === undefined ? "" : met ? "✓" : "✗",
  ];
}
