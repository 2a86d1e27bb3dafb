/** Reads a Range header of one byte range; a missing, multiple or malformed one is ignored, as S3 does. */
export function byteRange(
  header: string | undefined,
  size: number,
): { first: number; last: number } | "unsatisfiable" | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  const [start, end] = [match?.[1] ?? "", match?.[2] ?? ""];
  if (start === "" && end === "") return undefined;
  const first = start === "" ? Math.max(0, size - Number(end)) : Number(start);
  const last = start === "" || end === "" ? size - 1 : Math.min(Number(end), size - 1);
  return first > last ? "unsatisfiable" : { first, last };
}
