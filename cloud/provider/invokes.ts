import { ACCOUNT_ID, PARTITION, REGION, REGION_NAME } from "../aws/account.ts";

type Answer = Record<string, unknown>;

/** Reads the environment variables of a stored function; undefined if there is none of that name. */
export type ReadFunctionVariables = (name: string) => Promise<Readonly<Record<string, string>> | undefined>;

type Provide = (inputs: Readonly<Answer>, functionVariables: ReadFunctionVariables) => Answer | Promise<Answer>;

const ANSWERS: Readonly<Record<string, Provide>> = {
  "aws:lambda/getFunction:getFunction": async ({ functionName }, functionVariables) => {
    const name = String(functionName);
    // An invoke that fails here takes the process with it; a function that is not there is refused in adopted.ts.
    const variables = (await functionVariables(name)) ?? {};
    return { id: name, functionName: name, environment: { variables } };
  },
  "aws:index/getCallerIdentity:getCallerIdentity": () => ({
    id: ACCOUNT_ID,
    accountId: ACCOUNT_ID,
    arn: `arn:${PARTITION}:iam::${ACCOUNT_ID}:user/local`,
    userId: "AIDALOCAL",
  }),
  "aws:index/getRegion:getRegion": () => ({ id: REGION, name: REGION, region: REGION, description: REGION_NAME }),
  "aws:index/getPartition:getPartition": () => ({ id: PARTITION, partition: PARTITION, dnsSuffix: "amazonaws.com" }),
};

/** The provider functions that are known. */
export const KNOWN_INVOKES = Object.keys(ANSWERS);

/** Answers a provider function that the program calls; an unknown one is an error that names it. */
export async function answerInvoke(
  token: string,
  inputs: Readonly<Answer>,
  functionVariables: ReadFunctionVariables = () => Promise.resolve(undefined),
): Promise<Answer> {
  const answer = ANSWERS[token];
  if (answer === undefined) throw new Error(`The local cloud does not know the provider function ${token}.`);
  return answer(inputs, functionVariables);
}
