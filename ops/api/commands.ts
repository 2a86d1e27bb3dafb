import type { Command } from "../cli/command.ts";
import { UsageError } from "../refusal.ts";

const versions: Command = {
  name: "api versions",
  summary: "lists the versions of the API: when published, which one is live",
  positionals: [],
  flags: {},
  stack: "needed",
  notes:
    "SLOT is the build whose files the waiver page of that version loads; CODE is the beginning of its archive's hash.",
  run: async (call) => {
    const { listVersions } = await import("./list.ts");
    return listVersions(await call.openStack(), new Date());
  },
};

const rollback: Command = {
  name: "api rollback",
  summary: "makes the version before the live one live, or the one named; a failed smoke test takes that back",
  positionals: ["[version]"],
  flags: {},
  changes: true,
  stack: "needed",
  notes: [
    "Without a version it goes to the newest one older than the live one that can still run; to go forward again, name the version.",
    "The next pulumi up that changes the API publishes a version and makes that live; one with --refresh also ends a rollback.",
  ].join("\n"),
  run: async (call) => {
    const version = readVersion(call.argument(0));
    const stack = await call.openStack();
    return (await import("./rollback.ts")).rollbackApi(stack, call.terminal, version);
  },
};

function readVersion(text: string | undefined): string | undefined {
  if (text === undefined || /^[1-9]\d{0,8}$/.test(text)) return text;
  throw new UsageError(`"${text}" is not a version: a number, as api versions lists them.`);
}

export const API_COMMANDS: readonly Command[] = [versions, rollback];
