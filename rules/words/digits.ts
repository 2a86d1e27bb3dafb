/**
 * Writes every digit, of whichever script, as `0` to `9`: ١٩٨٥ -> `1985`. Unicode has the digits of a script in a row from
 * zero on, so a digit is worth its place in its row.
 */
export function plainDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let zero = code;
    while (isDigit(zero - 1)) zero -= 1;
    return String((code - zero) % 10);
  });
}

function isDigit(code: number): boolean {
  return /^\p{Nd}$/u.test(String.fromCodePoint(code));
}
