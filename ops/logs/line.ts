import * as v from "valibot";

/** How loud a line is, from the quietest. */
export const LEVELS = ["info", "warn", "error"] as const;
export type Level = (typeof LEVELS)[number];

/** A line of the function's log, or one that Lambda wrote itself. */
export interface Line {
  readonly id: string;
  readonly time: Date;
  readonly level: Level;
  readonly message: string;
  readonly request: string | undefined;
  readonly route: string | undefined;
  /** The other fields of a structured line. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly text: string;
}

export interface LogEvent {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly message: string;
}

/** What lambda/log.ts writes. */
const Structured = v.pipe(
  v.string(),
  v.parseJson(),
  v.looseObject({
    level: v.picklist(LEVELS),
    message: v.string(),
    request: v.optional(v.string()),
    route: v.optional(v.string()),
  }),
);
const Metric = v.pipe(v.string(), v.parseJson(), v.looseObject({ _aws: v.unknown() }));
/** Fields that a line shows in places of their own, or that every line has. */
const PLACED = ["level", "message", "request", "route", "time", "stack"];

/** Lambda's own lines about each invocation: noise, unless something went wrong in it. */
const INVOCATION = /^(START|END|REPORT|INIT_START|EXTENSION|TELEMETRY) /;
/** How Lambda words an invocation that ended badly. */
const FAILED = /Task timed out|Runtime exited|Invoke Error|\bERROR\b/;

/** Reads an event of the log; undefined for a metric and for Lambda's bookkeeping. */
export function parseLine({ id, timestamp, message: text }: LogEvent): Line | undefined {
  const time = new Date(timestamp);
  const parsed = v.safeParse(Structured, text);
  if (parsed.success) {
    const { level, message, request, route } = parsed.output;
    const fields = Object.fromEntries(Object.entries(parsed.output).filter(([name]) => !PLACED.includes(name)));
    return { id, time, level, message, request, route, fields, text };
  }
  if (v.safeParse(Metric, text).success || INVOCATION.test(text) || text.trim() === "") return undefined;
  // What is not ours and not bookkeeping is a crash, a time-out, or something that a package printed.
  const request = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(text)?.[0];
  return {
    id,
    time,
    level: FAILED.test(text) ? "error" : "warn",
    message: text.trim(),
    request,
    route: undefined,
    fields: {},
    text,
  };
}

/** What an operator wants to see. */
export interface LineFilter {
  readonly level: Level;
  readonly request: string | undefined;
  /** A part of a route such as "POST /api/payment/log". */
  readonly route: string | undefined;
  /** Only what the security log tells. */
  readonly security?: boolean;
}

/** Tells whether a line is wanted: at least as loud, of that request, of a route with that in it, of the security log. */
export function isWanted(line: Line, { level, request, route, security = false }: LineFilter): boolean {
  return (
    (!security || "security" in line.fields) &&
    LEVELS.indexOf(line.level) >= LEVELS.indexOf(level) &&
    (request === undefined || line.request === request) &&
    (route === undefined || (line.route ?? "").includes(route))
  );
}

/** Puts e-mail addresses in the place of the keys of accounts; what has no account stays a key. */
export function nameKeys(line: Line, names: ReadonlyMap<string, string>): Line {
  const named = Object.entries(line.fields).map(([field, value]) => [
    field,
    (typeof value === "string" ? names.get(value) : undefined) ?? value,
  ]);
  return { ...line, fields: Object.fromEntries(named) as Line["fields"] };
}

/** Writes a line for a person: time in UTC, level, what happened, to whom it belongs. */
export function describeLine({ time, level, message, request, route, fields }: Line): string {
  const { frames, status, ms, ...rest } = fields;
  const what = [
    message === "request" ? "" : message,
    route ?? "",
    status === undefined ? "" : plain(status),
    ms === undefined ? "" : `${plain(ms)} ms`,
  ];
  const details = Object.entries(rest).map(([name, value]) => `${name}=${plain(value)}`);
  const words = [...what, ...details, request === undefined ? "" : `request=${request}`];
  const head = words.filter((word) => word !== "").join("  ");
  const stack = Array.isArray(frames) ? frames.map((frame) => `\n    ${String(frame).trim()}`).join("") : "";
  return `${time.toISOString().replace("T", " ")}  ${level.padEnd(5)}  ${head}${stack}`;
}

function plain(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
