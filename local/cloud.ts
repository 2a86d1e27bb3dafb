import { join } from "node:path";
import { startControlPlane, type ControlPlane } from "./aws/controlPlane.ts";
import { createViewerServer } from "./cloudfront/server.ts";
import type { AlarmState } from "./cloudwatch/evaluate.ts";
import { openMonitoring, type Monitoring } from "./cloudwatch/monitoring.ts";
import { GMAIL_CREDENTIALS, localConfig, localSecrets, STACK_NAME } from "./config.ts";
import { openDataDirectory, type DataDirectory } from "./dataDirectory.ts";
import { startDynamoEngine, type DynamoEngine } from "./dynamodb/engine.ts";
import { startGmail, type Gmail } from "./gmail/server.ts";
import type { Graph } from "./graph.ts";
import type { KeyValueStore } from "./kvs/store.ts";
import { closeServer, listen } from "./listen.ts";
import { openLogs, type LogLine, type Logs } from "./logs.ts";
import { evaluateProgram, loadProgram, type Program } from "./program.ts";
import { realise, type Realised } from "./realise.ts";
import { openStorage, type Storage } from "./storage.ts";
import { describeUnenforced } from "./unenforced.ts";

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

interface Foundation {
  data: DataDirectory | undefined;
  dynamo: DynamoEngine;
  gmail: Gmail;
  logs: Logs;
  monitoring: Monitoring;
  storage: Storage;
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
      await clear(foundation);
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

async function layFoundation(data: DataDirectory | undefined, options: CloudOptions): Promise<Foundation> {
  const within = (name: string): string | undefined => (data === undefined ? undefined : join(data.path, name));
  const logs = openLogs(within("logs/cloud.log"));
  if (options.log !== undefined) logs.subscribe(options.log);
  const gmailOptions = { port: options.gmailPort ?? 0, file: within("mail.jsonl"), credentials: GMAIL_CREDENTIALS };
  const [dynamo, gmail] = await Promise.allSettled([startDynamoEngine(within("dynamodb")), startGmail(gmailOptions)]);
  if (dynamo.status === "fulfilled" && gmail.status === "fulfilled") {
    return { data, dynamo: dynamo.value, gmail: gmail.value, storage: openStorage(data?.path), monitoring: openMonitoring(logs), logs };
  }
  if (dynamo.status === "fulfilled") await dynamo.value.close();
  if (gmail.status === "fulfilled") await gmail.value.close();
  await logs.close();
  throw dynamo.status === "rejected" ? dynamo.reason : (gmail as PromiseRejectedResult).reason;
}

async function clear({ dynamo, gmail, logs }: Foundation): Promise<void> {
  await Promise.all([dynamo.close(), gmail.close()]);
  await logs.close();
}

interface Running {
  graph: Graph;
  realised: Realised;
  sources: readonly string[];
}

async function build(foundation: Foundation, loading: Promise<Loaded>, options: CloudOptions): Promise<Cloud> {
  const { dynamo, gmail, storage, monitoring, logs, data } = foundation;
  const ground = { dynamoEndpoint: dynamo.endpoint, storage, monitoring, deliverMail: (mail: Buffer) => { gmail.deliver(mail); }, logs };
  const run = async (loaded: Loaded): Promise<Running> => {
    const evaluated = await evaluateProgram(loaded.program, {
      stack: STACK_NAME,
      config: { ...localConfig(gmail.url), ...options.config },
      secrets: { ...localSecrets(), ...options.secrets },
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
      pid: process.pid, url, mailboxUrl: gmail.url, dynamodb: table.endpoint, aws: controlPlane.url, tableName: table.name, outputs,
    });
  };
  publish();
  return {
    url,
    mailboxUrl: gmail.url,
    controlPlaneUrl: controlPlane.url,
    gmail,
    logs,
    get graph() { return running.graph; },
    get sources() { return running.sources; },
    get unenforced() { return describeUnenforced(running.graph); },
    get kvs() { return the(running.realised.stores[0], "KeyValueStore"); },
    get alarms() { return running.realised.alarms.states(); },
    table,
    evaluateAlarms: (at = new Date()) => { running.realised.alarms.evaluate(at); },
    runSchedule: (name) => the(running.realised.schedules.find((schedule) => schedule.name === name), `schedule ${name}`).fire(),
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
      await clear(foundation);
      data?.release();
    },
  };
}

interface Servers {
  url: string;
  controlPlane: ControlPlane;
  close(): Promise<void>;
}

async function openServers(realised: () => Realised, logs: Logs, viewerPort: number): Promise<Servers> {
  const onFault = (fault: unknown): void => { logs.write({ source: "cloud", text: String(fault) }); };
  const viewers = createViewerServer((viewer) => realised().distribution(viewer), onFault);
  const port = await listen(viewers, viewerPort, "--port");
  const controlPlane = await startControlPlane(() => realised().apis, onFault).catch(async (fault: unknown) => {
    await closeServer(viewers);
    throw fault;
  });
  const close = async (): Promise<void> => {
    await Promise.all([closeServer(viewers), controlPlane.close()]);
  };
  return { url: `http://localhost:${String(port)}`, controlPlane, close };
}

function the<T>(part: T | undefined, what: string): T {
  if (part === undefined) throw new Error(`The program declares no ${what}.`);
  return part;
}
