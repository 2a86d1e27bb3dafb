import type { Check } from "./check.ts";

/** Writes checks for a person: a line each, and what was seen under those that fail. */
export function describeChecks(checks: readonly Check[]): string {
  const failed = checks.filter(({ ok }) => !ok).length;
  const lines = checks.flatMap(({ name, ok, detail }) => (ok ? [`✓ ${name}`] : [`✗ ${name}`, `    ${detail}`]));
  const total = failed === 0 ? `All ${checks.length} hold.` : `${failed} of ${checks.length} do not hold.`;
  return [...lines, "", total].join("\n");
}

/** Writes checks as JUnit XML, which CI systems show as tests. `name` is the suite's. */
export function writeJunit(name: string, checks: readonly Check[]): string {
  const failures = checks.filter(({ ok }) => !ok).length;
  const total = seconds(checks.reduce((sum, { milliseconds }) => sum + milliseconds, 0));
  const cases = checks.map((check) => {
    const head = `    <testcase classname="${escape(name)}" name="${escape(check.name)}" time="${seconds(check.milliseconds)}"`;
    return check.ok ? `${head}/>` : `${head}>\n      <failure message="${escape(check.detail)}"/>\n    </testcase>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    "<testsuites>",
    `  <testsuite name="${escape(name)}" tests="${checks.length}" failures="${failures}" time="${total}">`,
    ...cases,
    "  </testsuite>",
    "</testsuites>",
  ].join("\n");
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1_000).toFixed(3);
}

function escape(text: string): string {
  // XML 1.0 has no way to write most control characters.
  const printable = text.replace(/\p{Cc}/gu, " ");
  return printable.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
