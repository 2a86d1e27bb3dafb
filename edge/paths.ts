/**
 * Path hygiene. CloudFront picks the behavior by the normalised path and sends the raw one on, so a path that can be
 * read in two ways could reach an origin past the rules of its behavior. Such a path is refused, not repaired.
 */

/** Spaces, control characters and everything beyond ASCII: such bytes belong in an escape. Every other pattern is read after this one: on njs `$` stands before a last line break too. */
const NOT_PRINTABLE = /[^!-~]/;
const DOUBLE_SLASH_OR_BACKSLASH = /\/\/|\\/;
const DOT_SEGMENT = /\/\.\.?(?:\/|$)/;
/** Slash, backslash, dot, control characters, and an escape of an escape. */
const DANGEROUS_ESCAPE = /%(?:2f|5c|2e|[01][0-9a-f]|7f|25[0-9a-f]{2})/i;
const FILE_EXTENSION = /\.[0-9a-z]+$/i;

/** Tells whether a text is of visible ASCII alone. */
export function isPrintable(text: string): boolean {
  return !NOT_PRINTABLE.test(text);
}

/** Decodes a percent-encoded path, or answers undefined when it could be read in more than one way. */
export function decodePath(uri: string): string | undefined {
  if (uri.charAt(0) !== "/" || !isPrintable(uri) || DOUBLE_SLASH_OR_BACKSLASH.test(uri)) return undefined;
  if (DOT_SEGMENT.test(uri) || DANGEROUS_ESCAPE.test(uri)) return undefined;
  try {
    return decodeURIComponent(uri);
  } catch {
    // A stray % or bytes that are no UTF-8 (overlong forms of "/" among them).
    return undefined;
  }
}

/** Tells whether the last segment of a path names a file, as opposed to a page of the single-page site. */
export function namesFile(path: string): boolean {
  return FILE_EXTENSION.test(path.slice(path.lastIndexOf("/") + 1));
}
