import { ACCOUNT_ID, PARTITION, REGION, REGION_NAME } from "./account.ts";

type Answer = Record<string, unknown>;

const ANSWERS: Readonly<Record<string, (inputs: Readonly<Answer>) => Answer>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": () => ({
    id: ACCOUNT_ID,
    accountId: ACCOUNT_ID,
    arn: `arn:${PARTITION}:iam::${ACCOUNT_ID}:user/local`,
    userId: "AIDALOCAL",
  }),
  "aws:index/getRegion:getRegion": () => ({ id: REGION, name: REGION, region: REGION, description: REGION_NAME }),
  "aws:index/getPartition:getPartition": () => ({ id: PARTITION, partition: PARTITION, dnsSuffix: "amazonaws.com" }),
};

/** Answers a provider function that the program calls; an unknown one is an error that names it. */
export function answerInvoke(token: string, inputs: Readonly<Answer>): Answer {
  const answer = ANSWERS[token];
  if (answer === undefined) throw new Error(`The local cloud does not know the provider function ${token}.`);
  return answer(inputs);
}
