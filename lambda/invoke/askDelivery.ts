import type { Key } from "../dynamodb/table.ts";
import { DELIVER_EVENT } from "../../rules/contract/tasks.ts";

/** Asks for the mails that wait on these items to be sent, by nobody who is waited for. Throws when it could not ask. */
export type AskDelivery = (keys: readonly Key[]) => Promise<void>;

/** Makes the asker that invokes the function itself, under the alias that answers requests. Its client is loaded with the first mail. */
export function createAsker(functionName: string, alias: string): AskDelivery {
  let invoke: Promise<(payload: string) => Promise<void>> | undefined;
  const load = async (): Promise<(payload: string) => Promise<void>> =>
    (await import("./client.ts")).createInvoker(functionName, alias);
  return async (keys) => (await (invoke ??= load()))(JSON.stringify({ ...DELIVER_EVENT, keys }));
}
