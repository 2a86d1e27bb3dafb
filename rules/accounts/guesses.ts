/** What is guessed first, in lower case. docs/decisions/0030-accounts.md lists whose words are refused besides. */

/** What everybody tries first; with digits, signs or other such words around it, it is no better. */
export const COMMON_STEMS: readonly string[] = [
  ...["password", "passwort", "passphrase", "passw", "contrasena", "secret", "letmein", "iloveyou", "welcome"],
  ...["bienvenido", "changeme", "default", "qwerty", "qwertz", "azerty", "asdf", "zxcv", "abcdef", "abc", "admin"],
  ...["administrator", "master", "dragon", "football", "baseball", "sunshine", "princess", "monkey", "test", "login"],
  ...["summer", "winter", "spring", "autumn", "123456", "12345", "1234", "123"],
];

/** What this program, its roles and its trade are called. */
export const HOUSE_WORDS: readonly string[] = [
  ...["ship", "captain", "crew", "mate", "skipper", "sailing", "sailor", "sail", "boat", "yacht", "vessel", "marina"],
  ...["charters", "charter", "waiver", "manifest", "patron", "departure"],
];

/** Digits, letters and keys in the order in which they stand. */
export const KEY_ROWS: readonly string[] = [
  ...["abcdefghijklmnopqrstuvwxyz", "0123456789", "1234567890"],
  ...["qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm", "azertyuiop"],
];

/** Letters that people write as digits or signs. */
export const LEET: Readonly<Record<string, string>> = {
  "@": "a",
  "4": "a",
  "3": "e",
  "0": "o",
  "!": "i",
  "1": "i",
  "5": "s",
  $: "s",
  "7": "t",
};
