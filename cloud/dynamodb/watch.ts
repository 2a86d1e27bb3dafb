import type { Fate } from "./faults.ts";
import type { EngineMessage } from "./messages.ts";
import type { TableAnswer, TableCall } from "./tables.ts";

/** Asks the cloud for the fate of each call, on the side of the table's thread. */
export interface Watch {
  /** Makes a call, or does with it what its fate says; a call that nobody waits for any more is cut. */
  pass(accessKeyId: string, call: TableCall, make: () => Promise<TableAnswer>): Promise<TableAnswer | "cut">;
  /** Hears the answer to a question. */
  decide(question: number, fate: Fate): void;
}

const FAILED: TableAnswer = { status: 500, body: { __type: "com.amazon.coral.service#InternalServerError" } };

/** Opens a watch that asks by `tell`. */
export function openWatch(tell: (message: EngineMessage) => void): Watch {
  const asked = new Map<number, (fate: Fate) => void>();
  let questions = 0;
  const ask = async (write: (question: number) => EngineMessage): Promise<Fate> => {
    const question = (questions += 1);
    tell(write(question));
    const fate = await new Promise<Fate>((resolve) => asked.set(question, resolve));
    asked.delete(question);
    return fate;
  };
  return {
    decide: (question, fate) => {
      asked.get(question)?.(fate);
    },
    pass: async (accessKeyId, call, make) => {
      // Whoever is to be killed before is gone when the answer comes.
      const fate = await ask((question) => ({ kind: "call", question, accessKeyId, call }));
      switch (fate) {
        case "proceed":
          return make();
        case "kill before":
          return "cut";
        case "kill after":
          await make();
          await ask((question) => ({ kind: "made", question, accessKeyId }));
          return "cut";
        case "fail before":
          return FAILED;
        case "fail after":
          await make();
          return FAILED;
      }
    },
  };
}
