import * as v from "valibot";
import type { TableAnswer, TableCall } from "./tables.ts";

/** What is declared of a table that dynalite does not know. Crosses threads. */
export interface TableSettings {
  /** The attribute that says, in epoch seconds, when an item expires. */
  readonly expiresBy: string | undefined;
}

/** Answers for dynalite what it does not know. */
export interface Settings {
  /** What holds from now on, by the names of tables. */
  declare(tables: ReadonlyMap<string, TableSettings>): void;
  /** The answer to a call that is not dynalite's to give; undefined when it is. */
  answer(call: TableCall): TableAnswer | undefined;
}

const Input = v.object({ TableName: v.string() });

/** Opens settings of no table. */
export function openSettings(): Settings {
  let known: ReadonlyMap<string, TableSettings> = new Map();
  return {
    declare: (tables) => {
      known = tables;
    },
    answer: ({ action, input }) => {
      if (action !== "DescribeTimeToLive" || !v.is(Input, input)) return undefined;
      const expiresBy = known.get(input.TableName)?.expiresBy;
      if (expiresBy === undefined) return undefined;
      const TimeToLiveDescription = { TimeToLiveStatus: "ENABLED", AttributeName: expiresBy };
      return { status: 200, body: { TimeToLiveDescription } };
    },
  };
}
