import { createContext, runInContext, Script, type Context } from "node:vm";
import type { KeyValueStore } from "../kvs/store.ts";

/** What one run of a function gave: its return value and the origin it selected, or the error it threw. */
export type EdgeRun = { ok: true; value: unknown; originId: string | undefined } | { ok: false; error: string };

/** Runs a built CloudFront Function. */
export type EdgeEngine = (event: object) => Promise<EdgeRun>;

// Developer guide, "JavaScript runtime 2.0 features", lists none of these; `console` is V8's own and is replaced by one that only logs.
const ABSENT_GLOBALS = [
  "Map",
  "Set",
  "WeakMap",
  "WeakSet",
  "WeakRef",
  "FinalizationRegistry",
  "Proxy",
  "Reflect",
  "Intl",
  "BigInt",
  "BigInt64Array",
  "BigUint64Array",
  "SharedArrayBuffer",
  "Atomics",
  "WebAssembly",
  "AggregateError",
  "eval",
];
const ABSENT_MEMBERS = [
  "Object.fromEntries",
  "Object.groupBy",
  "Object.hasOwn",
  "Array.prototype.flat",
  "Array.prototype.flatMap",
  "Array.prototype.at",
  "Array.prototype.findLast",
  "Array.prototype.findLastIndex",
  "Array.prototype.toSorted",
  "Array.prototype.toReversed",
  "Array.prototype.toSpliced",
  "Array.prototype.with",
  "String.prototype.matchAll",
  "String.prototype.at",
  "String.prototype.isWellFormed",
  "String.prototype.toWellFormed",
];

const IMPORT = /^\s*import\s+(\w+)\s+from\s+(['"])cloudfront\2;?/;

/** What the realm asks of the cloud; texts only, so that no object of Node.js is reachable from the function. */
interface Host {
  open(id: string | undefined): void;
  get(key: string): string | undefined;
  count(): number;
  select(originId: string): void;
  log(text: string): void;
}
type Factory = (host: Host) => (event: string) => Promise<string>;

// The runtime's `cloudfront` module and `console`, made of the realm's own functions.
const PRELUDE = `
const console = { log: (text) => { host.log(String(text)); } };
const module = {
  kvs: (id) => {
    host.open(id);
    return {
      get: async (key, options) => {
        const value = host.get(String(key));
        if (value === undefined) throw new Error("KeyNotFound: " + key);
        const format = options && options.format;
        if (format === "json") return JSON.parse(value);
        return format === "bytes" ? new TextEncoder().encode(value) : value;
      },
      exists: async (key) => host.get(String(key)) !== undefined,
      count: async () => host.count(),
    };
  },
  selectRequestOriginById: (id) => { host.select(String(id)); },
};`;

/** What a function hears and says of the world around it. */
export interface EdgeHost {
  /** Epoch milliseconds. */
  now: () => number;
  log: (text: string) => void;
}

/**
 * Compiles a built bundle for a realm that has JavaScript's own globals minus what runtime 2.0 lacks: no timers, no
 * process, no URL, no code from strings. The top level runs anew for each event, because CloudFront keeps no state.
 */
export function compileEdgeFunction(
  code: string,
  store: KeyValueStore | undefined,
  { now, log }: EdgeHost,
): EdgeEngine {
  const context = createRealm(now);
  const factory = compile(code, context);
  return async (event) => {
    if (typeof factory === "string") return { ok: false, error: factory };
    let originId: string | undefined;
    const host: Host = {
      open: (id) => {
        checkStore(store, id);
      },
      get: (key) => store?.get(key),
      count: () => store?.entries().size ?? 0,
      select: (id) => {
        originId = id;
      },
      log,
    };
    try {
      const run = factory(host);
      // JSON in and out: the function gets objects of its own realm alone.
      const value: unknown = JSON.parse(await run(JSON.stringify(event)));
      return { ok: true, value, originId };
    } catch (fault) {
      return { ok: false, error: describeFault(fault) };
    }
  };
}

// The realm's own Date, told what instant it is. What it is made with cannot be reached from it.
const FOLLOW_CLOCK = `(function (now) {
  const { construct, get } = Reflect;
  const MachineDate = Date;
  globalThis.Date = new Proxy(MachineDate, {
    construct: (target, given, newTarget) => construct(target, given.length === 0 ? [now()] : given, newTarget),
    apply: () => new MachineDate(now()).toString(),
    get: (target, key) => (key === "now" ? () => now() : get(target, key)),
  });
  MachineDate.prototype.constructor = globalThis.Date;
})`;

function createRealm(now: () => number): Context {
  const context = createContext(
    { atob, btoa, TextEncoder, TextDecoder },
    { codeGeneration: { strings: false, wasm: false } },
  );
  const followClock = runInContext(FOLLOW_CLOCK, context) as (now: () => number) => void;
  followClock(now);
  const removals = [...ABSENT_GLOBALS, ...ABSENT_MEMBERS].map((name) =>
    name.includes(".") ? `delete ${name};` : `delete globalThis.${name};`,
  );
  runInContext(`${removals.join("\n")}\ndelete globalThis.console;`, context);
  return context;
}

/** Compiles once; the result is a factory, or the reason why CloudFront would answer 503 to every request. */
function compile(code: string, context: Context): Factory | string {
  if (/^\s*export[\s{]/m.test(code) || /[;}]\s*export\s*\{/.test(code)) return "SyntaxError: Illegal export statement";
  const name = IMPORT.exec(code)?.[1] ?? "__cloudfront";
  const body = code.replace(IMPORT, "");
  const source = `(function (host) { "use strict"; ${PRELUDE}
return (function (host, module, ${name}) { ${body}
return async function (event) { return JSON.stringify(await handler(JSON.parse(event))) ?? "null"; }; })(undefined, undefined, module); })`;
  try {
    return new Script(source, { filename: "cloudfront-function.js" }).runInContext(context) as Factory;
  } catch (fault) {
    return describeFault(fault);
  }
}

function checkStore(store: KeyValueStore | undefined, id: string | undefined): void {
  if (store === undefined) throw new Error("KeyValueStore is not associated with the function");
  const storeId = store.arn.split("/").at(-1);
  if (id !== undefined && id !== storeId) throw new Error(`KeyValueStore ${id} is not associated with the function`);
}

function describeFault(fault: unknown): string {
  // An error of the function's realm is no instance of this one's Error.
  const isErrorLike = typeof fault === "object" && fault !== null && "message" in fault;
  return isErrorLike ? `${"name" in fault ? String(fault.name) : "Error"}: ${String(fault.message)}` : String(fault);
}
