/**
 * What a terminal would obey, or would show in another place than it stands: control characters but line feed and tab, and
 * what turns the direction of text around it. Names, notes and words of logs come from outside and may hold any of these.
 */
const OBEYED = /(?![\n\t])[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** Makes a text harmless to a terminal: such characters are written as `\u001b`, which in JSON is the same text. */
export function toPlainText(text: string): string {
  return text.replace(OBEYED, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Writes a text to somebody: the one way in which a command says anything. */
export function say(stream: Pick<NodeJS.WritableStream, "write">, text: string): void {
  stream.write(toPlainText(text));
}

/** Takes the line away that a terminal shows. */
export function clearLine(stream: Pick<NodeJS.WritableStream, "write">): void {
  stream.write("\r\x1b[K");
}
