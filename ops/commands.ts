import { ACCOUNT_COMMANDS } from "./accounts/commands.ts";
import { ADOPT_COMMANDS } from "./adopt/commands.ts";
import { API_COMMANDS } from "./api/commands.ts";
import { AUDIT_COMMANDS } from "./audit/commands.ts";
import type { Command } from "./cli/command.ts";
import { DOCTOR_COMMANDS } from "./doctor/commands.ts";
import { LOG_COMMANDS } from "./logs/commands.ts";
import { DATA_COMMANDS } from "./data/commands.ts";
import { SLOT_COMMANDS } from "./slots/commands.ts";
import { SMOKE_COMMANDS } from "./smoke/commands.ts";
import { VERIFY_COMMANDS } from "./verify/commands.ts";

/** Every command, in the order in which the help lists them. */
export const COMMANDS: readonly Command[] = [
  ...DOCTOR_COMMANDS,
  ...SMOKE_COMMANDS,
  ...SLOT_COMMANDS,
  ...API_COMMANDS,
  ...ACCOUNT_COMMANDS,
  ...AUDIT_COMMANDS,
  ...ADOPT_COMMANDS,
  ...VERIFY_COMMANDS,
  ...DATA_COMMANDS,
  ...LOG_COMMANDS,
];
