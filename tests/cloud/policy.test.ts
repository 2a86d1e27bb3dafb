import { expect, test } from "vitest";
import { isAllowed, parsePolicy } from "../../cloud/aws/policy.ts";

test("a policy allows what it names, a deny wins, and an unknown condition is an error that names it", () => {
  const statement = {
    Effect: "Allow",
    Action: "s3:Get*",
    Resource: "arn:b/*",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Condition: { StringEquals: { "AWS:SourceArn": "d" } },
  };
  const deny = { Effect: "Deny", Action: "*", Resource: "arn:b/private/*", Principal: "*" };
  const policy = parsePolicy(JSON.stringify({ Statement: [statement, deny] }));
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
  const strange = parsePolicy(
    JSON.stringify({ Statement: { ...statement, Condition: { DateLessThan: { "aws:CurrentTime": "x" } } } }),
  );
  expect(() =>
    isAllowed(strange, {
      action: "s3:GetObject",
      resource: "arn:b/a",
      principal: "cloudfront.amazonaws.com",
      context: {},
    }),
  ).toThrow("DateLessThan");
});
