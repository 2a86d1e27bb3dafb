import { createApp } from "../../../lambda/app.ts";
import type { Table } from "../../../lambda/dynamodb/table.ts";
import { Client } from "./harness.ts";
import type { Used } from "./useHarness.ts";

/** An admin's client whose function dies at its nth write: before it is made, or after it and before anybody hears of it. */
export function dying({ harness, admin }: Used, nth: number, when: "before" | "after"): Client {
  const { table } = harness.services;
  let writes = 0;
  const write = async <Answer>(make: () => Promise<Answer>): Promise<Answer> => {
    writes += 1;
    if (writes === nth && when === "before") throw new Error("died");
    const answer = await make();
    if (writes === nth) throw new Error("died");
    return answer;
  };
  const mortal: Table = {
    ...table,
    putNew: (item) => write(() => table.putNew(item)),
    update: (key, update) => write(() => table.update(key, update)),
    updateAndRead: (key, update) => write(() => table.updateAndRead(key, update)),
  };
  const client = new Client({ app: createApp({ ...harness.services, table: mortal }) });
  client.cookie = admin.cookie;
  return client;
}
