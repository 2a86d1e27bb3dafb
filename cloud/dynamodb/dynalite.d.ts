declare module "dynalite" {
  import type { Server } from "node:http";
  /** Creates DynamoDB's HTTP API on LevelDB; without a path it lives in memory. */
  export default function dynalite(options: {
    path?: string;
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
  }): Server;
}
