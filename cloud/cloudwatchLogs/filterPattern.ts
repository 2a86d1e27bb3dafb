import { parseCondition } from "./jsonPattern.ts";
import { PatternError } from "./patternError.ts";

/** Says whether a log line matches. */
export type Matches = (message: string) => boolean;

/**
 * Reads a filter pattern (CloudWatch Logs user guide, "Filter pattern syntax"): terms and phrases, with `-` for what must
 * not be there and `?` for any of several, or a condition on JSON lines in braces. Space-delimited patterns in square
 * brackets and regular expressions between percent signs are refused here.
 */
export function parseFilterPattern(pattern: string): Matches {
  const text = pattern.trim();
  if (text.startsWith("{")) return matchJson(text);
  if (text.startsWith("["))
    throw new PatternError("The local logs take no space-delimited pattern in square brackets.");
  return matchTerms(text);
}

function matchJson(text: string): Matches {
  if (!text.endsWith("}")) throw new PatternError("A JSON pattern ends with a closing brace.");
  const holds = parseCondition(text.slice(1, -1));
  return (message) => {
    const value = parseJson(message);
    return value !== undefined && holds(value);
  };
}

function parseJson(message: string): unknown {
  try {
    return JSON.parse(message);
  } catch {
    // A line that is not JSON matches no JSON pattern.
    return undefined;
  }
}

interface Term {
  mark: string;
  text: string;
}

function matchTerms(pattern: string): Matches {
  const terms = readTerms(pattern);
  const needed = terms.filter(({ mark }) => mark === "");
  // CloudWatch ignores the `?` terms where there are others.
  const anyOf = needed.length > 0 ? [] : terms.filter(({ mark }) => mark === "?");
  const none = terms.filter(({ mark }) => mark === "-");
  return (message) =>
    needed.every(({ text }) => message.includes(text)) &&
    (anyOf.length === 0 || anyOf.some(({ text }) => message.includes(text))) &&
    !none.some(({ text }) => message.includes(text));
}

const TERM = /\s*([-?]?)(?:"((?:[^"\\]|\\.)*)"|(\w+))(?=\s|$)/y;

function readTerms(pattern: string): Term[] {
  const terms: Term[] = [];
  TERM.lastIndex = 0;
  while (TERM.lastIndex < pattern.length) {
    const at = TERM.lastIndex;
    const [found, mark = "", phrase, word] = TERM.exec(pattern) ?? [];
    if (found === undefined)
      throw new PatternError(
        `A term with other characters than letters, digits and _ needs quotation marks: ${pattern.slice(at).trim()}`,
      );
    terms.push({ mark, text: phrase?.replace(/\\(.)/g, "$1") ?? word ?? "" });
  }
  return terms;
}
