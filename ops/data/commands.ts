import { resolve } from "node:path";

import type { Command } from "../cli/command.ts";
import { exportTable } from "./export.ts";
import { restoreTable } from "./restore.ts";

const exporting: Command = {
  name: "export",
  summary: "writes all data of the table to a file, for a backup, a move or a restore drill",
  positionals: [],
  flags: {
    out: { value: "FILE", summary: "where to; nobody else can read it, and it is there only once it is whole" },
    force: { summary: "replace the file if there is one" },
  },
  stack: "needed",
  notes: [
    "JSON lines, sorted: the same data is the same bytes, so two exports are compared with cmp. The last line counts and",
    "hashes the others. Sessions and throttle counters end by themselves and are left out. Each item is as last written;",
    "what is written during the export may be in it or not. For one exact instant, restore the table from its",
    "point-in-time backup and export that.",
  ].join("\n"),
  run: exportTable,
};

const restoring: Command = {
  name: "restore",
  summary: "fills an empty table from an export, then reads it back and compares",
  positionals: ["<file>"],
  flags: {},
  changes: true,
  stack: "needed",
  notes: [
    "Checks the whole file first. Writes over nothing: it refuses a table that holds anything else, and goes on where an",
    "interrupted restore of the same file stopped. Accounts come with their passwords; everybody signs in anew.",
    "Mail that waited in the outbox when the file was made goes out again, to patrons and crew as well.",
  ].join("\n"),
  run: (call) => restoreTable(call, resolve(call.argument(0) ?? "")),
};

export const DATA_COMMANDS: readonly Command[] = [exporting, restoring];
