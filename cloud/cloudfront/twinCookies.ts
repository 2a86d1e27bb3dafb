/**
 * Where plain HTTP stands for the viewer's TLS, Chromium and Firefox keep a Secure cookie all the same, as localhost is this
 * machine; WebKit drops it. So beside each goes a twin that is not Secure, and comes back as the cookie it stands for.
 */

const TWIN = "twin-of-";

/** Adds to an answer's Set-Cookie values the twins of those that a browser would take over TLS; the real ones stay first. */
export function withTwins(cookies: readonly string[]): string[] {
  return [...cookies, ...cookies.flatMap(twinOf)];
}

/**
 * Gives the twins among a request's cookies their real names; where the real one came as well, it is the one that counts.
 * Undefined where there are none: such a request stays as it was sent.
 */
export function withoutTwins(headers: readonly string[]): string | undefined {
  const pairs = headers.flatMap((header) => header.split(";").map((pair) => pair.trim()));
  if (!pairs.some(isTwin)) return undefined;
  const names = new Set(pairs.map(nameOf));
  return pairs
    .filter((pair) => !isTwin(pair) || !names.has(nameOf(realOf(pair))))
    .map((pair) => (isTwin(pair) ? realOf(pair) : pair))
    .join("; ");
}

const nameOf = (pair: string): string => pair.split("=", 1)[0]?.trim() ?? "";
const isTwin = (pair: string): boolean => pair.startsWith(TWIN);
const realOf = (twin: string): string => twin.slice(TWIN.length);

/** A cookie that is not Secure takes the place of one that is, so it ends its twin. */
function twinOf(cookie: string): string[] {
  const [pair = "", ...attributes] = cookie.split(";").map((part) => part.trim());
  if (!pair.includes("=") || nameOf(pair) === "" || !keepsItsPrefix(nameOf(pair), attributes)) return [];
  // Partitioned is nothing without Secure.
  const rest = attributes.filter((attribute) => !["secure", "partitioned"].includes(nameOf(attribute).toLowerCase()));
  return isSecure(attributes)
    ? [[TWIN + pair, ...rest].join("; ")]
    : [[`${TWIN}${nameOf(pair)}=`, ...rest, "Max-Age=0"].join("; ")];
}

function isSecure(attributes: readonly string[]): boolean {
  return attributes.some((attribute) => nameOf(attribute).toLowerCase() === "secure");
}

/** What browsers ask of a cookie by its name (RFC 6265bis, 4.1.3); they drop one that breaks it, so it has no twin. */
function keepsItsPrefix(name: string, attributes: readonly string[]): boolean {
  const valuesOf = (wanted: string): string[] =>
    attributes
      .filter((one) => nameOf(one).toLowerCase() === wanted)
      .map((one) => one.slice(one.indexOf("=") + 1).trim());
  if (/^__Secure-/i.test(name)) return isSecure(attributes);
  if (/^__Host-/i.test(name))
    return isSecure(attributes) && valuesOf("domain").length === 0 && valuesOf("path").at(-1) === "/";
  return true;
}
