import { PatternError } from "./patternError.ts";

/** A condition on a parsed JSON line. */
export type Condition = (line: unknown) => boolean;

type Path = readonly (string | number)[];

const TOKEN =
  /\s*(\|\||&&|!=|<=|>=|[=<>()]|\$(?:\.[\w-]+|\[\d+\]|\[(?:"[^"]*"|'[^']*')\])*|"(?:[^"\\]|\\.)*"|[\w.*+-]+)/y;

/** Parses what stands between the braces of a JSON pattern: comparisons, IS and NOT EXISTS, joined by && and ||. */
export function parseCondition(text: string): Condition {
  const tokens = readTokens(text);
  const condition = parseAny(tokens);
  const [rest] = tokens;
  if (rest !== undefined) throw new PatternError(`The JSON pattern goes on where it should end: ${rest}`);
  return condition;
}

function readTokens(text: string): string[] {
  const tokens: string[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined)
      throw new PatternError(
        `The local logs do not understand this part of the JSON pattern: ${text.slice(at).trim()}`,
      );
    tokens.push(token);
  }
  return tokens;
}

function parseAny(tokens: string[]): Condition {
  const parts = [parseAll(tokens)];
  while (takes(tokens, "||")) parts.push(parseAll(tokens));
  return (line) => parts.some((part) => part(line));
}

function parseAll(tokens: string[]): Condition {
  const parts = [parseUnit(tokens)];
  while (takes(tokens, "&&")) parts.push(parseUnit(tokens));
  return (line) => parts.every((part) => part(line));
}

function parseUnit(tokens: string[]): Condition {
  if (!takes(tokens, "(")) return parseComparison(tokens);
  const inner = parseAny(tokens);
  if (!takes(tokens, ")")) throw new PatternError("The JSON pattern has a parenthesis that is not closed.");
  return inner;
}

function takes(tokens: string[], token: string): boolean {
  if (tokens[0] !== token) return false;
  tokens.shift();
  return true;
}

function parseComparison(tokens: string[]): Condition {
  const [selector = "", operator = "", operand = ""] = tokens.splice(0, 3);
  const path = parseSelector(selector);
  const test = parseTest(operator, operand);
  return (line) => test(select(line, path));
}

const SELECTOR_PART = /\.([\w-]+)|\[(\d+)\]|\[["']([^\]]*)["']\]/g;

function parseSelector(selector: string): Path {
  if (!selector.startsWith("$"))
    throw new PatternError(`A comparison begins with a property such as $.level, not with: ${selector}`);
  return [...selector.matchAll(SELECTOR_PART)].map(([, name, index, quoted]) =>
    index === undefined ? (name ?? quoted ?? "") : Number(index),
  );
}

function select(line: unknown, path: Path): unknown {
  let value = line;
  for (const step of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

type Test = (value: unknown) => boolean;

const WORD_TESTS: Readonly<Record<string, Test>> = {
  "IS NULL": (value) => value === null,
  "IS TRUE": (value) => value === true,
  "IS FALSE": (value) => value === false,
  "NOT EXISTS": (value) => value === undefined,
};

const NUMBER_TESTS: Readonly<Record<string, (value: number, operand: number) => boolean>> = {
  "=": (value, operand) => value === operand,
  "!=": (value, operand) => value !== operand,
  "<": (value, operand) => value < operand,
  ">": (value, operand) => value > operand,
  "<=": (value, operand) => value <= operand,
  ">=": (value, operand) => value >= operand,
};

function parseTest(operator: string, operand: string): Test {
  const words = WORD_TESTS[`${operator} ${operand}`.toUpperCase()];
  if (words !== undefined) return words;
  const compare = NUMBER_TESTS[operator];
  if (compare === undefined || operand === "")
    throw new PatternError(`The local logs do not know this comparison: ${operator} ${operand}`.trim());
  const number = Number(operand);
  if (!Number.isNaN(number)) return (value) => typeof value === "number" && compare(value, number);
  return parseTextTest(operator, operand);
}

/** A property that is missing is neither equal nor unequal: NOT EXISTS asks for that. */
function parseTextTest(operator: string, operand: string): Test {
  if (operator !== "=" && operator !== "!=") throw new PatternError(`${operator} compares numbers only.`);
  const text = operand.startsWith('"') ? operand.slice(1, -1).replace(/\\(.)/g, "$1") : operand;
  const pattern = new RegExp(`^${text.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", "[^]*")}$`);
  return (value) => typeof value === "string" && pattern.test(value) === (operator === "=");
}
