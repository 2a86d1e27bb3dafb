/** Digits that a number of any country has at least; shorter ones can only be called from next door. */
export const PHONE_DIGITS_MIN = 7;

/** A number among other words, as people group its digits. A slash groups only where it stands between two of them. */
const NUMBER = /\+?\d(?:[\d\s().-]|\/(?=\d))*/g;

/**
 * Finds what to dial in a telephone number as people write it: `(305) 555-0142 ext. 7` -> `3055550142`. The zero in
 * brackets of `+44 (0)20 …` is dialed at home only.
 */
export function dialNumber(phone: string): string {
  const numbers = (phone.match(NUMBER) ?? []).map((text) =>
    (text.startsWith("+") ? text.replace("(0)", "") : text).replace(/[^+\d]/g, ""),
  );
  return numbers.find((number) => number.length >= PHONE_DIGITS_MIN) ?? phone.replace(/\D/g, "");
}

/** What is dialed after a number once it is answered: `ext. 7`, `x7`, `extension 7`, `#7`, at the end of it. */
const EXTENSION = /(?:\bext(?:ension|n)?\b\.?|(?<=[\d\s),;])x\.?|#|;ext=)[\s:]*(\d{1,6})\s*$/i;

/** Finds the extension that a number ends in, as people write it; undefined where it has none. */
export function extensionOf(phone: string): string | undefined {
  const found = EXTENSION.exec(phone);
  return found !== null && dialNumber(phone.slice(0, found.index)) === dialNumber(phone) ? found[1] : undefined;
}
