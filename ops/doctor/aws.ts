import type { Outputs } from "../stack/outputs.ts";
import { askCallerIdentity, type AwsCredentials, type IdentityAnswer } from "./callerIdentity.ts";
import { ok, problem, warning, type Finding } from "./finding.ts";

const CHECK = "AWS credentials";

/** What must belong together with the account that the credentials are of. */
export interface AwsContext {
  readonly stack: string;
  /** `aws:region`. */
  readonly region: string | undefined;
  /** `aws:profile`, which the provider prefers to AWS_PROFILE. */
  readonly profile: string | undefined;
  readonly certificateArn: string | undefined;
  /** Of what is deployed already. */
  readonly outputs: Outputs;
}

export type CredentialsAnswer = IdentityAnswer | { readonly kind: "none" };

/** Finds the credentials as the SDK and Pulumi's provider do, and asks AWS whose they are. */
export async function askAws({ region = "us-east-1", profile }: AwsContext): Promise<CredentialsAnswer> {
  const credentials = await findCredentials(region, profile);
  return credentials === undefined ? { kind: "none" } : askCallerIdentity(credentials, region, new Date());
}

async function findCredentials(region: string, profile: string | undefined): Promise<AwsCredentials | undefined> {
  const { DynamoDBClient } = await import("@aws-sdk/client-dynamodb");
  const client = new DynamoDBClient({ region, ...(profile === undefined ? {} : { profile }) });
  try {
    const { accessKeyId, secretAccessKey, sessionToken } = await client.config.credentials();
    return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
  } catch (fault) {
    if (fault instanceof Error && /CredentialsProviderError|TokenProviderError/.test(fault.name)) return undefined;
    throw fault;
  } finally {
    client.destroy();
  }
}

/** Judges the credentials, and whether they are of the account where the stack's other things are. */
export function judgeAws(context: AwsContext, answer: CredentialsAnswer): Finding[] {
  const login = context.profile === undefined ? "aws sso login" : `aws sso login --profile ${context.profile}`;
  switch (answer.kind) {
    case "none":
      return [problem(CHECK, "none were found.", `${login}\nexport AWS_PROFILE=your-profile`)];
    case "refused":
      return [problem(CHECK, `AWS does not take them (${answer.code}).`, login)];
    case "failed":
      return [warning(CHECK, `were found, and could not be tried: ${answer.reason}.`, "aws sts get-caller-identity")];
    case "identity":
      return [ok(CHECK, `${answer.arn}.`), ...judgeAccount(context, answer.account), ...judgeMove(context)];
  }
}

function judgeAccount({ stack, outputs, certificateArn }: AwsContext, account: string): Finding[] {
  const deployed = accountOf(outputs.keyValueStoreArn);
  const certificate = accountOf(certificateArn);
  if (deployed !== undefined && deployed !== account) {
    return [
      problem(
        "AWS account",
        `the credentials are of ${account}, and ${stack} is deployed in ${deployed}.`,
        "export AWS_PROFILE=your-profile",
      ),
    ];
  }
  if (certificate !== undefined && certificate !== account) {
    return [
      problem(
        "AWS account",
        `the credentials are of ${account}, and the certificate is of ${certificate}. Take one of the same account:`,
        `pulumi config set --stack ${stack} scc:certificateArn arn:aws:acm:us-east-1:${account}:certificate/...`,
      ),
    ];
  }
  return [ok("AWS account", deployed === undefined ? `${account}.` : `${account}, where ${stack} is deployed.`)];
}

function judgeMove({ stack, region, outputs }: AwsContext): Finding[] {
  if (outputs.region === undefined || region === undefined || outputs.region === region) return [];
  const command = `pulumi config set --stack ${stack} aws:region ${outputs.region}`;
  return [
    problem(
      "region",
      `${stack} is deployed in ${outputs.region}; with aws:region ${region} an update would replace everything.`,
      command,
    ),
  ];
}

function accountOf(arn: string | undefined): string | undefined {
  const account = arn?.split(":")[4];
  return account === undefined || account === "" ? undefined : account;
}
