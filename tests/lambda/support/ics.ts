/** One component of an iCalendar file: its properties by name, and what is in it. */
export interface Component {
  readonly name: string;
  /** Value by property, with the parameters as they are written: `DTSTART;VALUE=DATE`. */
  readonly properties: ReadonlyMap<string, string>;
  readonly components: readonly Component[];
}

/**
 * Reads an iCalendar file as RFC 5545 has it, and throws at what breaks a rule: lines end in CRLF and hold at most 75
 * octets (3.1), components nest (3.4), no property but those that may comes twice (3.6.1).
 */
export function readIcs(file: string): Component {
  if (!file.endsWith("\r\n")) throw new Error("The last line has no CRLF.");
  const lines = file.slice(0, -2).split("\r\n");
  for (const line of lines) {
    if (/[\r\n]/.test(line)) throw new Error(`A line break of its own: ${JSON.stringify(line)}`);
    if (Buffer.byteLength(line) > 75) throw new Error(`A line of ${Buffer.byteLength(line)} octets: ${line}`);
    if (line === "") throw new Error("An empty line.");
  }
  const unfolded = file
    .slice(0, -2)
    .replace(/\r\n[ \t]/g, "")
    .split("\r\n");
  const [root, rest] = readComponent(unfolded);
  if (rest.length > 0) throw new Error(`More after the end: ${rest[0] ?? ""}`);
  return root;
}

function readComponent([first = "", ...lines]: readonly string[]): [Component, readonly string[]] {
  const name = /^BEGIN:([A-Z]+)$/.exec(first)?.[1];
  if (name === undefined) throw new Error(`No component begins with ${first}`);
  const properties = new Map<string, string>();
  const components: Component[] = [];
  let rest: readonly string[] = lines;
  while (rest[0] !== `END:${name}`) {
    const line = rest[0];
    if (line === undefined) throw new Error(`${name} does not end.`);
    if (line.startsWith("BEGIN:")) {
      const [component, after] = readComponent(rest);
      components.push(component);
      rest = after;
      continue;
    }
    const property = /^([A-Z-]+(?:;[A-Z-]+=[^:;]+)*):(.*)$/u.exec(line);
    if (property?.[1] === undefined) throw new Error(`No property: ${line}`);
    if (properties.has(property[1])) throw new Error(`Twice: ${property[1]}`);
    properties.set(property[1], property[2] ?? "");
    rest = rest.slice(1);
  }
  return [{ name, properties, components }, rest.slice(1)];
}

/** Reads a text value, 3.3.11. */
export function readText(value = ""): string {
  return value.replace(/\\([\\;,nN])/g, (_, character: string) => (character.toLowerCase() === "n" ? "\n" : character));
}
