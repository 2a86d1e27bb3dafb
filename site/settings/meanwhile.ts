/** What a form says of each of its fields, by what people call it; "" where nothing is set. */
export type Lines = Readonly<Record<string, string>>;

/** Says what somebody else has made of each field since the form was filled, beside what is typed there now. */
export function changedMeanwhile(before: Lines, latest: Lines, typed: Lines): readonly string[] {
  return Object.keys(before)
    .filter((label) => latest[label] !== before[label])
    .map((label) => {
      const theirs = latest[label] === "" ? "is cleared now" : `is “${latest[label] ?? ""}” now`;
      const isTyped = typed[label] !== before[label];
      return `${label} ${theirs}${isTyped ? `; you have typed “${typed[label] ?? ""}”` : ""}.`;
    });
}
