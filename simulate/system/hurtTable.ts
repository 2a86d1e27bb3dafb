import type { Table } from "../../lambda/dynamodb/table.ts";
import { beforeCall, type Invocation } from "./invocation.ts";

/** A table as one instance of the function reaches it: each call waits for its turn, and may go wrong. */
export function hurtTable(table: Table, current: () => Invocation, unavailable: () => Error): Table {
  async function call<Answer>(what: string, act: () => Promise<Answer>): Promise<Answer> {
    const invocation = current();
    await beforeCall(invocation, what);
    const hurt = invocation.hurts.table();
    if (hurt === undefined) return act();
    invocation.hurt = true;
    if (hurt === "away") throw unavailable();
    const answer = await act();
    if (hurt === "unheard") throw unavailable();
    return what === "read" ? answer : act();
  }
  return {
    get: (key, attributes) => call("read", () => table.get(key, attributes)),
    getMany: (keys, attributes) => call("read", () => table.getMany(keys, attributes)),
    putNew: (item) => call("put", () => table.putNew(item)),
    update: (key, update) => call("update", () => table.update(key, update)),
    updateAndRead: (key, update) => call("update", () => table.updateAndRead(key, update)),
    remove: (key) => call("remove", () => table.remove(key)),
    query: (order) => call("read", () => table.query(order)),
  };
}
