import { SLOT_PATTERN, STAGING_PREFIX } from "../../rules/contract/slots.ts";
import type { Command } from "../cli/command.ts";
import { UsageError } from "../refusal.ts";

const DEFAULT_KEEP = 5;

const slots: Command = {
  name: "slots",
  summary: "lists the uploaded builds of the site: when, how big, which one is live",
  positionals: [],
  flags: {},
  stack: "needed",
  notes: [
    "USED AS: live, what viewers get; previous, where rollback goes; API, where waiver pages load their files; API rollback,",
    "where they would after api rollback; built, what the last pulumi up brought. A slot can be looked at before it is promoted:",
    `open ${STAGING_PREFIX}SLOT/ on the stack's address.`,
  ].join("\n"),
  run: async (call) => {
    const { listSlots } = await import("./list.ts");
    return listSlots(await call.openStack(), new Date());
  },
};

const promote: Command = {
  name: "promote",
  summary: "makes an uploaded slot live; a failed smoke test takes that back",
  positionals: ["<slot>"],
  flags: {},
  changes: true,
  stack: "needed",
  notes: [
    "Every file of the slot is downloaded and compared with what was built before anything changes. What the smoke test finds",
    "broken that was not broken before, or Ctrl-C, moves the pointer back. Two operators cannot overwrite each other.",
  ].join("\n"),
  run: async (call) => {
    const slot = readSlot(call.argument(0));
    const stack = await call.openStack();
    return (await import("./promote.ts")).promote(stack, call.terminal, slot);
  },
};

const rollback: Command = {
  name: "rollback",
  summary: "makes the slot live again that was live before; a second time returns",
  positionals: [],
  flags: {},
  changes: true,
  stack: "needed",
  notes:
    "It goes the way of promote: files compared, smoke test, moved back if that fails. promote SLOT goes further back.",
  run: async (call) => {
    const stack = await call.openStack();
    return (await import("./promote.ts")).rollback(stack, call.terminal);
  },
};

const prune: Command = {
  name: "prune",
  summary: "removes old slots, never one that is live, previous, built last or in use by the API",
  positionals: [],
  flags: { keep: { value: "N", summary: `how many of the newest complete slots stay in any case (${DEFAULT_KEEP})` } },
  changes: true,
  stack: "needed",
  notes: [
    "An incomplete slot younger than an hour stays as well: it may still be on its way up. The bucket is versioned, so a removed",
    "file's bytes stay behind a delete marker for 90 days.",
  ].join("\n"),
  run: async (call) => {
    const keep = readKeep(call.text("keep"));
    const stack = await call.openStack();
    return (await import("./prune.ts")).prune(stack, call.terminal, keep);
  },
};

function readSlot(text = ""): string {
  if (SLOT_PATTERN.test(text)) return text;
  throw new UsageError(`"${text}" is not a slot: 12 digits and letters a to f, as slots lists them.`);
}

function readKeep(text = String(DEFAULT_KEEP)): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new UsageError(`--keep "${text}" must be a whole number, 1 or more.`);
}

export const SLOT_COMMANDS: readonly Command[] = [slots, promote, rollback, prune];
