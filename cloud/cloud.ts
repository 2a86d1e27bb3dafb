import type { AlarmState } from "./cloudwatch/evaluate.ts";
import { localConfig, localSecrets, STACK_NAME } from "../local/config.ts";
import { openDataDirectory } from "./data/dataDirectory.ts";
import { clearFoundation, layFoundation, type Foundation } from "./realise/foundation.ts";
import type { Gmail } from "./gmail/server.ts";
import type { Graph } from "./graph/graph.ts";
import type { KeyValueStore } from "./kvs/store.ts";
import type { LogLine, Logs } from "./data/logs.ts";
import { evaluateProgram, loadProgram, type Program } from "./program/program.ts";
import { realise, type Realised } from "./realise/realise.ts";
import { openServers } from "./realise/servers.ts";
import { describeUnenforced } from "./provider/unenforced.ts";

/** How to start a cloud; everything has a default that suits a test. */
export interface CloudOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  gmailPort?: number;
  /** Where data lives between runs; "memory", the default, keeps none. */
  dataDirectory?: string;
  /** Wipes the data directory first. */
  fresh?: boolean;
  /** Plain configuration over the local stack's own; keys are full names such as `scc:companyName`. */
  config?: Readonly<Record<string, string>>;
  secrets?: Readonly<Record<string, string>>;
  /** Changes the graph between evaluation and realisation; tests break the program with it. */
  editGraph?: (graph: Graph) => Graph;
  /** The program; index.ts unless a test brings its own. */
  program?: Program;
  log?: (line: LogLine) => void;
}

/** A running cloud. */
export interface Cloud {
  url: string;
  mailboxUrl: string;
  /** Where the local stack's AWS APIs answer. */
  controlPlaneUrl: string;
  graph: Graph;
  gmail: Gmail;
  table: { endpoint: string; name: string };
  kvs: KeyValueStore;
  logs: Logs;
  /** Declared settings that no embedded part enforces. */
  unenforced: readonly string[];
  /** The state of each declared alarm, by name. */
  alarms: Readonly<Record<string, AlarmState>>;
  /** Source files of the program, for a watcher. */
  sources: readonly string[];
  /** Invokes a schedule's target now. */
  runSchedule(name: string): Promise<void>;
  /** Evaluates every alarm as if it were that instant; without one, now. */
  evaluateAlarms(at?: Date): void;
  /** Evaluates the program anew and swaps the running parts; data stays. On an error the old parts keep running. */
  reload(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a cloud: evaluates the program and realises what it declares. Resolves when it answers requests. */
export async function startCloud(options: CloudOptions = {}): Promise<Cloud> {
  const path = options.dataDirectory ?? "memory";
  const data = path === "memory" ? undefined : openDataDirectory(path, options.fresh ?? false);
  // The bundle of the program is made while dynalite's thread and Gmail start.
  const loading = loadOnce(options);
  try {
    const foundation = await layFoundation(data, options);
    return await build(foundation, loading, options).catch(async (fault: unknown) => {
      await clearFoundation(foundation);
      throw fault;
    });
  } catch (fault) {
    await loading.catch(() => undefined);
    data?.release();
    throw fault;
  }
}

type Loaded = Awaited<ReturnType<typeof loadProgram>>;

function loadOnce({ program }: CloudOptions): Promise<Loaded> {
  const loaded = program === undefined ? loadProgram() : Promise.resolve({ program, sources: [] });
  // Awaited later; until then a failure is no unhandled rejection.
  loaded.catch(() => undefined);
  return loaded;
}

interface Running {
  graph: Graph;
  realised: Realised;
  sources: readonly string[];
}

async function build(foundation: Foundation, loading: Promise<Loaded>, options: CloudOptions): Promise<Cloud> {
  const { dynamo, gmail, storage, monitoring, logs, data } = foundation;
  const ground = {
    dynamoEndpoint: dynamo.endpoint,
    storage,
    monitoring,
    deliverMail: (mail: Buffer) => {
      gmail.deliver(mail);
    },
    logs,
  };
  const run = async (loaded: Loaded): Promise<Running> => {
    const evaluated = await evaluateProgram(loaded.program, {
      stack: STACK_NAME,
      config: { ...localConfig(gmail.url), ...options.config },
      secrets: { ...localSecrets(), ...options.secrets },
      functionVariables: async (name) => (await storage.functions(name)).current()?.latest.variables,
    });
    const graph = options.editGraph?.(evaluated) ?? evaluated;
    const realised = await realise(graph, ground);
    return { graph, realised, sources: loaded.sources };
  };
  let running = await run(await loading);
  const servers = await openServers(() => running.realised, logs, options.port ?? 0).catch(async (fault: unknown) => {
    await running.realised.close();
    throw fault;
  });
  const { url, controlPlane } = servers;
  const table = { endpoint: dynamo.endpoint, name: the(running.realised.tables[0], "table") };
  const publish = (): void => {
    const outputs = { ...running.graph.outputs, url };
    data?.publish({
      pid: process.pid,
      mailboxUrl: gmail.url,
      dynamodb: table.endpoint,
      aws: controlPlane.url,
      outputs,
    });
  };
  publish();
  return {
    url,
    mailboxUrl: gmail.url,
    controlPlaneUrl: controlPlane.url,
    gmail,
    logs,
    get graph() {
      return running.graph;
    },
    get sources() {
      return running.sources;
    },
    get unenforced() {
      return describeUnenforced(running.graph);
    },
    get kvs() {
      return the(running.realised.stores[0], "KeyValueStore");
    },
    get alarms() {
      return running.realised.alarms.states();
    },
    table,
    evaluateAlarms: (at = new Date()) => {
      running.realised.alarms.evaluate(at);
    },
    runSchedule: (name) =>
      the(
        running.realised.schedules.find((schedule) => schedule.name === name),
        `schedule ${name}`,
      ).fire(),
    reload: async () => {
      const next = await run(await loadOnce(options));
      const previous = running;
      running = next;
      publish();
      await previous.realised.close();
    },
    close: async () => {
      await servers.close();
      await running.realised.close();
      await clearFoundation(foundation);
      data?.release();
    },
  };
}

function the<T>(part: T | undefined, what: string): T {
  if (part === undefined) throw new Error(`The program declares no ${what}.`);
  return part;
}
