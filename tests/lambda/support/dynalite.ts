import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import dynalite from "dynalite";

import { createTable } from "../../../testkit/createTable.ts";
import { listen } from "./listen.ts";

export interface TestTable {
  readonly endpoint: string;
  readonly tableName: string;
  close(): Promise<void>;
}

export const CREDENTIALS = { accessKeyId: "test", secretAccessKey: "test" };
export const REGION = "us-east-1";

/** Starts dynalite in memory on a free port, with the table as rules/contract/table.ts declares it. */
export async function startTable(): Promise<TestTable> {
  const server: Server = dynalite({ createTableMs: 0 });
  const endpoint = await listen(server);
  const tableName = `scc-events-${randomUUID().slice(0, 8)}`;
  await createTable({ endpoint, region: REGION, credentials: CREDENTIALS }, tableName);
  return {
    endpoint,
    tableName,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
