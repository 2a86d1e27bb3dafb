import * as pulumi from "@pulumi/pulumi";

export interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource?: pulumi.Input<string> | readonly pulumi.Input<string>[];
  readonly Principal?: { readonly Service: string | readonly string[] } | { readonly AWS: pulumi.Input<string> } | "*";
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, pulumi.Input<string>>>>>;
}

/** Writes statements as an IAM policy document. */
export function policyDocument(...statements: readonly Statement[]): pulumi.Output<string> {
  return pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements });
}

/** Lets one AWS service assume a role, under conditions where that service sends their keys. */
export function trustPolicy(service: string, equals?: Record<string, pulumi.Input<string>>): pulumi.Output<string> {
  return policyDocument({
    Effect: "Allow",
    Action: "sts:AssumeRole",
    Principal: { Service: service },
    ...(equals === undefined ? {} : { Condition: { StringEquals: equals } }),
  });
}
