import { beforeAll, describe, expect, test } from "vitest";
import { captureGraph, type Graph } from "./graph.ts";
import { POLICIES } from "./policies/index.ts";
import { describeViolations } from "./policies/policy.ts";
import { ACCOUNT_ID } from "./provider.ts";

const CUSTOM_DOMAIN = {
  "scc:domain": "charters.example.com",
  "scc:certificateArn": `arn:aws:acm:us-east-1:${ACCOUNT_ID}:certificate/12345678-1234-1234-1234-123456789012`,
};
const ADOPTED = {
  table: "charters-of-old",
  bucket: "scc-dispatch",
  function: "dispatch-api",
  distribution: "E2OLDEXAMPLE",
};
const CASES = [
  { what: "staging", capture: () => captureGraph("staging") },
  { what: "prod", capture: () => captureGraph("prod") },
  { what: "prod under a domain of its own", capture: () => captureGraph("prod", CUSTOM_DOMAIN) },
  {
    what: "prod that adopts what exists",
    capture: () => captureGraph("prod", { "scc:adopt": JSON.stringify(ADOPTED) }),
  },
];

describe.each(CASES)("in $what", ({ capture }) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await capture();
  });

  test.each(POLICIES)("$name", (policy) => {
    const violations = policy.check(graph);

    expect(violations, describeViolations(policy, violations)).toEqual([]);
  });
});

describe("a change that breaks one policy breaks that one and no other:", () => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await captureGraph("prod");
  });

  test.each(POLICIES.flatMap(({ name, offences }) => offences.map(({ says, commit }) => ({ name, says, commit }))))(
    "$says ($name)",
    ({ name, commit }) => {
      const changed = commit(graph);

      const broken = POLICIES.filter(({ check }) => check(changed).length > 0);

      expect(broken.map((policy) => policy.name)).toEqual([name]);
    },
  );
});

test("a violation says what is wrong, why it matters and what to do", () => {
  const [policy] = POLICIES;
  if (policy === undefined) throw new Error("There is no policy.");

  const message = describeViolations(policy, [{ resource: 'a "b"', problem: "it leaks", remedy: "mend it" }]);

  expect(message).toBe(`a "b": it leaks.\n    Why: ${policy.reason}\n    Do: mend it.`);
});
