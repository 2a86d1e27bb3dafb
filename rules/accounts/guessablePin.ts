/** With fewer, it is 111111, 121212 or 123321. */
const DIFFERENT_MIN = 4;
/** From this part of it on, a PIN is a row of digits. */
const ROW_PART = 0.75;
const ROWS = ["01234567890", "09876543210"];
/** Keys in a line on the pad, one line after the other: 147258, 159753. */
const LINES = /^(?:123|321|456|654|789|987|147|741|258|852|369|963|159|951|357|753)+$/;
/** As in a date of birth, whichever way round it is written. */
const YEAR = /^(?:19|20)\d\d|(?:19|20)\d\d$/;

const GUESSED =
  "must not be what is tried first: digits in a row, the same few again, keys in a line, or a year at an end";

/** Says what is wrong with a new PIN of the right length, as what follows "The PIN"; undefined where nothing is. */
export function judgePin(pin: string): string | undefined {
  return isGuessable(pin) ? GUESSED : undefined;
}

function isGuessable(pin: string): boolean {
  const digits = Array.from(pin);
  if (new Set(digits).size < DIFFERENT_MIN || LINES.test(pin) || YEAR.test(pin)) return true;
  const pairs = digits.slice(1).map((digit, index) => `${digits[index] ?? ""}${digit}`);
  return ROWS.some((row) => pairs.filter((pair) => row.includes(pair)).length >= pairs.length * ROW_PART);
}
