/** Lays rows out in columns, the first row being the heads; numbers of a column can be set right-aligned. */
export function formatTable(rows: readonly (readonly string[])[], rightAligned: readonly number[] = []): string {
  const last = Math.max(...rows.map((row) => row.length)) - 1;
  const width = (column: number): number => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const widths = Array.from({ length: last + 1 }, (_, column) => width(column));
  return rows
    .map((row) =>
      row
        .map((cell, column) => {
          if (rightAligned.includes(column)) return cell.padStart(widths[column] ?? 0);
          // The width of a name on a terminal is not always its length, and nothing stands behind the last column.
          return column === last ? cell : cell.padEnd(widths[column] ?? 0);
        })
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
