import * as v from "valibot";

/** Of a new password. One of before may be shorter: it signs in, and its owner is asked to change it. */
export const PASSWORD_MIN = 15;
const PASSWORD_MAX = 128;

/** A new password, as far as one can tell without knowing whose: `rules/accounts/password.ts` judges the rest. */
export const NewPassword = v.pipe(
  v.string(),
  v.check((password) => countCharacters(password) >= PASSWORD_MIN, `must be at least ${PASSWORD_MIN} characters`),
  v.maxLength(PASSWORD_MAX, `must be at most ${PASSWORD_MAX} characters`),
);

/** A password that is there already. Its length is not checked, so that a wrong one is just wrong. */
export const PresentPassword = v.pipe(v.string(), v.maxLength(PASSWORD_MAX));

/** Counts characters as Unicode does, whatever they weigh: an emoji is one. */
export function countCharacters(text: string): number {
  return Array.from(text).length;
}

const CODE_MAX = 40;
/** Of an authenticator app, or a recovery code. Spaces and hyphens are for reading. */
export const FactorCode = v.pipe(v.string(), v.trim(), v.nonEmpty("must not be empty"), v.maxLength(CODE_MAX));
