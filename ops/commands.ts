import { ACCOUNT_COMMANDS } from "./accounts/commands.ts";
import { API_COMMANDS } from "./api/commands.ts";
import type { Command } from "./cli/command.ts";
import { LOG_COMMANDS } from "./logs/commands.ts";
import { DATA_COMMANDS } from "./data/commands.ts";
import { SLOT_COMMANDS } from "./slots/commands.ts";
import { SMOKE_COMMANDS } from "./smoke/commands.ts";

/** Every command, in the order in which the help lists them. */
export const COMMANDS: readonly Command[] = [
  ...SMOKE_COMMANDS,
  ...SLOT_COMMANDS,
  ...API_COMMANDS,
  ...ACCOUNT_COMMANDS,
  ...DATA_COMMANDS,
  ...LOG_COMMANDS,
];
