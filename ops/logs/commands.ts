import { setTimeout as sleep } from "node:timers/promises";
import * as v from "valibot";

import { listAllAccounts } from "../../lambda/accounts/store.ts";
import { PAYMENT_PATH } from "../../rules/contract/api/paths/payments.ts";
import type { Command, Invocation, Report } from "../cli/command.ts";
import { UsageError } from "../refusal.ts";
import type { Stack } from "../stack/stack.ts";
import { describeLine, isWanted, LEVELS, nameKeys, parseLine, type Line, type LineFilter } from "./line.ts";
import { readEvents } from "./read.ts";

const POLL_MILLISECONDS = 2_000;
/** A line may reach CloudWatch this much after its own time; a follower looks back as far. */
const LATE_MILLISECONDS = 15_000;
const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const logs: Command = {
  name: "logs",
  summary: "shows the function's log: by level, request id and route; --follow goes on until Ctrl-C",
  positionals: [],
  flags: {
    since: { value: "TIME", summary: "how far back: 90s, 15m (the default), 6h, 2d" },
    level: { value: "LEVEL", summary: "info (the default), warn or error; also what is louder" },
    request: { value: "ID", summary: "one request: the id that an error on the screen shows" },
    route: { value: "TEXT", summary: `requests of a route, such as "POST ${PAYMENT_PATH}" or "waiver"` },
    security: { summary: "who did what about accounts and sessions, with their e-mail addresses" },
    follow: { summary: "keep showing what is new" },
  },
  stack: "needed",
  notes:
    "Times are UTC. Lines hold codes, counts, ids and routes, never a name, an address or an amount. Whom the security log is about it tells by the keys of accounts, which --security looks up.",
  run: async (call) => {
    const filter = readFilter(call);
    const since = readSince(call.text("since") ?? "15m");
    const stack = await call.openStack();
    if (call.isSet("follow")) return follow(stack, filter, since, call);
    call.terminal.progress("Reading the log");
    const lines = await readLines(stack, filter, Date.now() - since);
    const names = filter.security === true ? await readNames(stack) : new Map<string, string>();
    const text =
      lines.length === 0
        ? `Nothing in the log of ${stack.name} fits, in the last ${call.text("since") ?? "15m"}.`
        : lines.map((line) => describeLine(nameKeys(line, names))).join("\n");
    return { ok: true, text, data: lines.map(toData) };
  },
};

function readFilter(call: Invocation): LineFilter {
  const level = v.safeParse(v.picklist(LEVELS), call.text("level") ?? "info");
  if (!level.success) throw new UsageError(`--level "${call.text("level") ?? ""}" must be ${LEVELS.join(", ")}.`);
  const request = call.text("request");
  if (request !== undefined && !/^[\w-]{1,64}$/.test(request))
    throw new UsageError(`--request "${request}" is not a request id.`);
  return { level: level.output, request, route: call.text("route"), security: call.isSet("security") };
}

/** Who has, or had, an account, by its key. */
async function readNames(stack: Stack): Promise<ReadonlyMap<string, string>> {
  const { found } = await listAllAccounts(stack.table());
  return new Map(found.map(({ timestamp, email }) => [timestamp, email]));
}

/** Reads `15m` as milliseconds. */
function readSince(text: string): number {
  const found = /^(\d{1,6})([smhd])$/.exec(text);
  const milliseconds = Number(found?.[1] ?? 0) * (UNITS[found?.[2] ?? ""] ?? 0);
  if (milliseconds > 0) return milliseconds;
  throw new UsageError(`--since "${text}" must be a number and s, m, h or d, such as 15m.`);
}

async function readLines(stack: Stack, filter: LineFilter, since: number): Promise<readonly Line[]> {
  const logGroupName = `/aws/lambda/${stack.output("functionName")}`;
  const events = await readEvents(await stack.logs(), { logGroupName, since, term: filter.request });
  return events.flatMap((event) => parseLine(event) ?? []).filter((line) => isWanted(line, filter));
}

async function follow(stack: Stack, filter: LineFilter, since: number, call: Invocation): Promise<Report> {
  const stopped = new AbortController();
  process.once("SIGINT", () => {
    stopped.abort();
  });
  const seen = new Set<string>();
  let from = Date.now() - since;
  while (!stopped.signal.aborted) {
    for (const line of await readLines(stack, filter, from)) {
      if (!seen.has(line.id)) call.print(call.isSet("json") ? JSON.stringify(toData(line)) : describeLine(line));
      seen.add(line.id);
    }
    from = Math.max(from, Date.now() - LATE_MILLISECONDS);
    await sleep(POLL_MILLISECONDS, undefined, { signal: stopped.signal }).catch(() => undefined);
  }
  return { ok: true, text: "", data: undefined };
}

function toData({ time, level, message, request, route, fields }: Line) {
  return { time: time.toISOString(), level, message, request, route, ...fields };
}

export const LOG_COMMANDS: readonly Command[] = [logs];
