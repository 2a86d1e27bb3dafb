/** Letters that Unicode does not decompose into a plain letter and an accent, in lower case. */
const UNDECOMPOSED: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ł: "l",
  ı: "i",
  ħ: "h",
  ŋ: "n",
};

/** Puts plain letters in the place of these, in text in lower case: `søren` -> `soren`. */
export function toPlainLetters(text: string): string {
  return text.replace(/[ßæœøđðþłıħŋ]/g, (letter) => UNDECOMPOSED[letter] ?? "");
}
