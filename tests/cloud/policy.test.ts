import { expect, test } from "vitest";
import { isAllowed, parsePolicy } from "../../cloud/aws/policy.ts";

const STATEMENT = {
  Effect: "Allow",
  Action: "s3:Get*",
  Resource: "arn:b/*",
  Principal: { Service: "cloudfront.amazonaws.com" },
  Condition: { StringEquals: { "AWS:SourceArn": "d" } },
};

test("a policy allows what it names, and a deny wins", () => {
  const deny = { Effect: "Deny", Action: "*", Resource: "arn:b/private/*", Principal: "*" };
  const policy = parsePolicy(JSON.stringify({ Statement: [STATEMENT, deny] }));
  const ask = (resource: string, sourceArn: string): boolean =>
    isAllowed(policy, {
      action: "s3:GetObject",
      resource,
      principal: "cloudfront.amazonaws.com",
      context: { "aws:sourcearn": sourceArn },
    });
  expect([ask("arn:b/a", "d"), ask("arn:b/a", "other"), ask("arn:c/a", "d"), ask("arn:b/private/a", "d")]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test.each([
  ["a condition", { Condition: { DateLessThan: { "aws:CurrentTime": "x" } } }, "the policy condition DateLessThan"],
  ["a quantified condition", { Condition: { "ForAllValues:StringEquals": {} } }, "ForAllValues:StringEquals"],
  ["an element", { NotAction: "s3:*" }, "NotAction"],
  ["a variable", { Resource: "arn:b/${aws:username}" }, "policy variables"],
])("%s that is not known stops the start and is named, alone or in a list", (_what, entries, named) => {
  const strange = { ...STATEMENT, ...entries };
  for (const Statement of [strange, [STATEMENT, strange]])
    expect(() => parsePolicy(JSON.stringify({ Statement }))).toThrow(named);
});
