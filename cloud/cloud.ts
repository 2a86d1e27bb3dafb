import type { Principal } from "./aws/access.ts";
import type { ControlPlane } from "./aws/controlPlane.ts";
import type { AlarmState } from "./cloudwatch/evaluate.ts";
import { openDataDirectory } from "./data/dataDirectory.ts";
import type { Logs } from "./data/logs.ts";
import type { TableSettings } from "./dynamodb/settings.ts";
import type { Gmail } from "./gmail/server.ts";
import type { Graph } from "./graph/graph.ts";
import type { KeyValueStore } from "./kvs/store.ts";
import { readProgram, readSettings, type CloudOptions } from "./options.ts";
import { evaluateProgram, type Program } from "./program/program.ts";
import { describeUnenforced } from "./provider/unenforced.ts";
import { clearFoundation, layFoundation, type Foundation } from "./realise/foundation.ts";
import { realise, type Realised } from "./realise/realise.ts";
import { openControlPlane, openViewers } from "./realise/servers.ts";
import type { PlainMail } from "./sns/mail.ts";

/** A running cloud. */
export interface Cloud {
  /** Where the distribution answers viewers. */
  url: string;
  mailboxUrl: string;
  /** Where AWS's APIs answer, except DynamoDB's. */
  controlPlaneUrl: string;
  graph: Graph;
  gmail: Gmail;
  /** The local time-stamp authority (RFC 3161). */
  timestamps: Foundation["timestamps"];
  /** Where DynamoDB's API answers, and the first table that is declared. */
  table: { endpoint: string; name: string };
  /** The first KeyValueStore that is declared. */
  kvs: KeyValueStore;
  logs: Logs;
  /** Declared settings that no embedded part enforces. */
  unenforced: readonly string[];
  /** The state of each declared alarm, by name. */
  alarms: Readonly<Record<string, AlarmState>>;
  /** Invokes a schedule's target now. */
  runSchedule(name: string): Promise<void>;
  /** Waits until no function is handling an event that nobody waits for; what will be tried again later is not waited for. */
  settled(): Promise<void>;
  /** Evaluates every alarm as if it were that instant; without one, now. */
  evaluateAlarms(at?: Date): void;
  /** Evaluates the program anew and swaps the running parts; data stays. On an error the old parts keep running. */
  reload(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a cloud: evaluates the program and realises what it declares. Resolves when it answers requests. */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const path = options.dataDirectory ?? "memory";
  const data =
    path === "memory" ? undefined : openDataDirectory(path, options.fresh ?? false, options.callersFiles ?? []);
  // The bundle of the program is made while dynalite's thread and Gmail start.
  const loading = readProgram(options);
  // Awaited later; until then a failure is no unhandled rejection.
  loading.catch(() => undefined);
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

interface Running {
  graph: Graph;
  realised: Realised;
}

async function run(
  program: Program,
  foundation: Foundation,
  controlPlaneUrl: string,
  options: CloudOptions,
): Promise<Running> {
  const { dynamo, gmail, timestamps, storage, monitoring, access, sessions, clock, logs } = foundation;
  const known = { gmailUrl: gmail.url, timestampUrl: timestamps.url };
  const evaluated = await evaluateProgram(program, {
    project: options.project,
    stack: options.stack,
    root: options.root,
    config: readSettings(options.config, known),
    secrets: readSettings(options.secrets, known),
    functionVariables: async (name) => (await storage.functions(name)).current()?.latest.variables,
  });
  const graph = options.editGraph?.(evaluated) ?? evaluated;
  const deliverMail = (mail: PlainMail): void => {
    gmail.deliver(mail);
  };
  const ground = {
    dynamoEndpoint: dynamo.endpoint,
    declareTables: (tables: ReadonlyMap<string, TableSettings>) => dynamo.declare(tables),
    controlPlaneUrl,
    storage,
    sessions,
    admit: async (principals: ReadonlyMap<string, Principal>) => {
      access.admit(principals);
      await dynamo.admit(principals);
    },
    monitoring,
    deliverMail,
    clock,
    logs,
  };
  return { graph, realised: await realise(graph, ground) };
}

async function build(foundation: Foundation, loading: Promise<Program>, options: CloudOptions): Promise<Cloud> {
  let running: Running | undefined;
  // Functions may call Lambda's API, so it has its address before they start.
  const controlPlane = await openControlPlane(() => running?.realised, foundation);
  try {
    running = await run(await loading, foundation, controlPlane.url, options);
    return await open(running, controlPlane, foundation, options);
  } catch (fault) {
    await running?.realised.close();
    await controlPlane.close();
    throw fault;
  }
}

/** Opens what runs to viewers; a reload puts the new parts in its place. */
async function open(
  running: Running,
  controlPlane: ControlPlane,
  foundation: Foundation,
  options: CloudOptions,
): Promise<Cloud> {
  const { dynamo, gmail, timestamps, logs, data, clock } = foundation;
  const viewers = await openViewers(() => running.realised, options.port ?? 0, foundation);
  const { url } = viewers;
  const publish = (): void => {
    data?.publish({
      pid: process.pid,
      mailboxUrl: gmail.url,
      dynamodb: dynamo.endpoint,
      aws: controlPlane.url,
      outputs: { ...running.graph.outputs, url },
    });
  };
  publish();
  return {
    url,
    mailboxUrl: gmail.url,
    controlPlaneUrl: controlPlane.url,
    gmail,
    timestamps,
    logs,
    get graph() {
      return running.graph;
    },
    get unenforced() {
      return describeUnenforced(running.graph);
    },
    get table() {
      return { endpoint: dynamo.endpoint, name: the(running.realised.tables[0], "table") };
    },
    get kvs() {
      return the(running.realised.stores[0], "KeyValueStore");
    },
    get alarms() {
      return running.realised.alarms.states();
    },
    evaluateAlarms: (at = new Date(clock.now())) => {
      running.realised.alarms.evaluate(at);
    },
    runSchedule: (name) =>
      the(
        running.realised.schedules.find((schedule) => schedule.name === name),
        `schedule ${name}`,
      ).fire(),
    settled: () => running.realised.settled(),
    reload: async () => {
      const previous = running.realised;
      Object.assign(running, await run(await readProgram(options), foundation, controlPlane.url, options));
      publish();
      await previous.close();
    },
    close: async () => {
      await viewers.close();
      await running.realised.close();
      await controlPlane.close();
      await clearFoundation(foundation);
      data?.release();
    },
  };
}

function the<T>(part: T | undefined, what: string): T {
  if (part === undefined) throw new Error(`The program declares no ${what}.`);
  return part;
}
