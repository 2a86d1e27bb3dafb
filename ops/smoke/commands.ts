import { writeFile } from "node:fs/promises";

import { SLOT_PATTERN } from "../../rules/contract/slots.ts";
import type { Command, Invocation } from "../cli/command.ts";
import { Refusal, UsageError } from "../refusal.ts";
import { describeChecks, writeJunit } from "./describe.ts";
import { smoke } from "./smoke.ts";

const smokeCommand: Command = {
  name: "smoke",
  summary: "looks at a stack as a viewer does: pages, assets, redirects, waiver links, health, headers",
  positionals: [],
  flags: {
    url: { value: "URL", summary: "look at this address in place of the stack's" },
    slot: { value: "SLOT", summary: "the slot that must be live" },
    junit: { value: "FILE", summary: "also write the checks as JUnit XML" },
  },
  stack: "optional",
  notes: "It needs no account, changes nothing, and exits with 1 when something does not hold.",
  run: async (call) => {
    const slot = call.text("slot");
    if (slot !== undefined && !SLOT_PATTERN.test(slot))
      throw new UsageError(`--slot "${slot}" is not a slot: 12 digits and letters a to f.`);
    const url = await targetUrl(call);
    const checks = await smoke({ url, slot }, (text) => {
      call.terminal.progress(text);
    });
    const junit = call.text("junit");
    if (junit !== undefined) await write(junit, writeJunit(`smoke ${url}`, checks));
    return { ok: checks.every(({ ok }) => ok), text: `${url}\n\n${describeChecks(checks)}`, data: { url, checks } };
  },
};

async function targetUrl(call: Invocation): Promise<string> {
  const url = call.text("url");
  if (url === undefined && call.stackName === undefined) throw new UsageError("smoke needs --stack or --url.");
  if (url === undefined) return (await call.openStack()).output("url");
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    throw new UsageError(`--url "${url}" is not an address such as https://charters.example.com.`);
  return new URL(url).origin;
}

async function write(file: string, text: string): Promise<void> {
  await writeFile(file, `${text}\n`).catch((fault: unknown) => {
    throw new Refusal(`${file} could not be written: ${fault instanceof Error ? fault.message : String(fault)}.`);
  });
}

export const SMOKE_COMMANDS: readonly Command[] = [smokeCommand];
