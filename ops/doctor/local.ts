import * as v from "valibot";

import { FunctionEnvironment } from "../../rules/contract/environment.ts";
import { ENVIRONMENT_BYTES_MAX, environmentBytes } from "../../rules/stack/mergeEnvironment.ts";
import { Refusal } from "../refusal.ts";
import type { Stack } from "../stack/stack.ts";
import { ok, problem, skipped, warning, type Finding } from "./finding.ts";
import { askForToken, judgeToken } from "./gmail.ts";

const RESTART = "npm start";
/** What AWS has and the embedded cloud has not, each with the check that looks at it. */
const AWS_ONLY = [
  "Pulumi CLI and login",
  "stack and pending operations",
  "configuration and secrets",
  "AWS credentials",
  "certificate",
  "alarm mail",
];

const GmailVariables = v.required(
  v.pick(FunctionEnvironment, ["GMAIL_CLIENT_ID", "GMAIL_CLIENT_SECRET", "GMAIL_REFRESH_TOKEN", "GMAIL_ENDPOINT"]),
);

/** Opens the running embedded cloud, or says that there is none. */
export async function openLocal(open: () => Promise<Stack>): Promise<Stack | Finding> {
  try {
    return await open();
  } catch (fault) {
    if (fault instanceof Refusal) return problem("local cloud", fault.message, RESTART);
    throw fault;
  }
}

/** Looks at whether the embedded cloud answers viewers. */
export async function checkAnswers(stack: Stack): Promise<readonly Finding[]> {
  const url = stack.output("url");
  try {
    const { status } = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    return [
      status === 200
        ? ok("local cloud", `answers at ${url}.`)
        : problem("local cloud", `answers ${status} at ${url}.`, `npm run ops -- smoke --stack ${stack.name}`),
    ];
  } catch {
    // Whatever it was, nobody gets an answer there.
    return [problem("local cloud", `is there, and does not answer at ${url}. Stop it, then:`, RESTART)];
  }
}

/** Looks at the environment that the function runs with, and tries the Gmail credentials in it. */
export async function checkFunction(stack: Stack): Promise<readonly Finding[]> {
  const lambda = await stack.lambda();
  const { GetFunctionConfigurationCommand } = await import("@aws-sdk/client-lambda");
  const configuration = await lambda.send(
    new GetFunctionConfigurationCommand({ FunctionName: stack.output("functionName") }),
  );
  const variables = configuration.Environment?.Variables ?? {};
  const bytes = environmentBytes(variables);
  const text = `${Object.keys(variables).length} variables, ${bytes} of ${ENVIRONMENT_BYTES_MAX} bytes.`;
  const size =
    bytes > ENVIRONMENT_BYTES_MAX ? problem("Lambda environment", text, RESTART) : ok("Lambda environment", text);
  return [size, await tryGmail(variables)];
}

async function tryGmail(variables: Readonly<Record<string, string>>): Promise<Finding> {
  const found = v.safeParse(GmailVariables, variables);
  if (!found.success) return warning("Gmail", "the function has no credentials for it.", RESTART);
  const {
    GMAIL_CLIENT_ID: clientId,
    GMAIL_CLIENT_SECRET: clientSecret,
    GMAIL_REFRESH_TOKEN: refreshToken,
    GMAIL_ENDPOINT: endpoint,
  } = found.output;
  const answer = await askForToken({ clientId, clientSecret, refreshToken, endpoint });
  return judgeToken(answer, { setClient: RESTART, setRefreshToken: RESTART, again: RESTART });
}

/** Says what only a stack on AWS has. */
export function skipAwsOnly(): Finding {
  return skipped("on AWS only", `${AWS_ONLY.join("; ")}. Give --stack staging or prod to look at them.`);
}
