import * as v from "valibot";
import { isOwnKey } from "../aws/accessKeys.ts";
import type { TableAnswer, TableCall, Tables } from "./tables.ts";

/** What is declared of a table that dynalite does not know. Crosses threads. */
export interface TableSettings {
  /** The attribute that says, in epoch seconds, when an item expires. */
  readonly expiresBy: string | undefined;
  /** Nobody may delete the table. */
  readonly deletionProtection: boolean;
}

/** DynamoDB's words for a table that nobody may delete. */
export const DELETION_REFUSED =
  "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.";

/** Tables with what dynalite does not know of them. */
export interface SettledTables {
  /** What holds from now on, by the names of tables. */
  declare(tables: ReadonlyMap<string, TableSettings>): void;
  /** Makes a call of somebody; the cloud itself may delete whatever it rebuilds. */
  run(call: TableCall, accessKeyId: string): Promise<TableAnswer>;
}

const Input = v.object({ TableName: v.string() });
const Described = v.looseObject({ Table: v.looseObject({}) });

/** Adds what dynalite does not know to its tables. */
export function settleTables(tables: Pick<Tables, "run">): SettledTables {
  let known: ReadonlyMap<string, TableSettings> = new Map();
  return {
    declare: (settings) => {
      known = settings;
    },
    run: (call, accessKeyId) => {
      const settings = v.is(Input, call.input) ? known.get(call.input.TableName) : undefined;
      if (settings === undefined) return tables.run(call);
      switch (call.action) {
        case "DeleteTable":
          return settings.deletionProtection && !isOwnKey(accessKeyId) ? refuseDeletion() : tables.run(call);
        case "DescribeTable":
          return addProtection(tables.run(call), settings);
        case "DescribeTimeToLive":
          return settings.expiresBy === undefined ? tables.run(call) : describeExpiry(settings.expiresBy);
        default:
          return tables.run(call);
      }
    },
  };
}

function refuseDeletion(): Promise<TableAnswer> {
  const body = { __type: "com.amazon.coral.validate#ValidationException", message: DELETION_REFUSED };
  return Promise.resolve({ status: 400, body });
}

async function addProtection(
  answering: Promise<TableAnswer>,
  { deletionProtection }: TableSettings,
): Promise<TableAnswer> {
  const answer = await answering;
  if (!v.is(Described, answer.body)) return answer;
  const Table = { ...answer.body.Table, DeletionProtectionEnabled: deletionProtection };
  return { ...answer, body: { ...answer.body, Table } };
}

function describeExpiry(AttributeName: string): Promise<TableAnswer> {
  const TimeToLiveDescription = { TimeToLiveStatus: "ENABLED", AttributeName };
  return Promise.resolve({ status: 200, body: { TimeToLiveDescription } });
}
