import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";

/** How long a request waits to have asked, in ms: it is written by then, and what could not be asked for is swept. */
const CONNECT_MS = 500;
const ANSWER_MS = 1_500;

/** Opens Lambda's own API for events that nobody waits for. */
export function createInvoker(functionName: string, alias: string): (payload: string) => Promise<void> {
  const client = new LambdaClient({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: ANSWER_MS },
  });
  return async (payload) => {
    await client.send(
      new InvokeCommand({ FunctionName: functionName, Qualifier: alias, InvocationType: "Event", Payload: payload }),
    );
  };
}
