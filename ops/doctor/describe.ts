import { count } from "../cli/words.ts";
import type { Finding, State } from "./finding.ts";

const MARKS: Readonly<Record<State, string>> = { ok: "✓", warning: "!", problem: "✗", skipped: "-" };

/** Writes findings for a person: a line each, what to type under those that want something, and a verdict. */
export function describeFindings(findings: readonly Finding[], ready: string): string {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const lines = findings.flatMap(({ check, state, message, command }) => [
    `${MARKS[state]} ${check.padEnd(width)}  ${message}`,
    ...(command === null ? [] : command.split("\n").map((line) => `    ${line}`)),
  ]);
  return [...lines, "", verdict(findings, ready)].join("\n");
}

function verdict(findings: readonly Finding[], ready: string): string {
  const problems = findings.filter(({ state }) => state === "problem").length;
  const warnings = findings.filter(({ state }) => state === "warning").length;
  const looks = warnings === 0 ? "" : ` ${count(warnings, "warning")} (!) to look at.`;
  if (problems === 0) return `${ready}${looks}`;
  return `${count(problems, "problem")} (✗) to solve first.${looks}`;
}
