import { randomUUID } from "node:crypto";
import { bundleWorker } from "../bundle/bundle.ts";
import type { Clock } from "../clock/clock.ts";
import type { Document } from "../data/document.ts";
import type { Resource } from "../graph/graph.ts";
import type { Logs } from "../data/logs.ts";
import { readDeclaredFunction, type DeclaredFunction } from "./configuration.ts";
import type { Outcome } from "./executionEnvironment.ts";
import { startRunner, type Runner, type RunnerOptions } from "./runner.ts";
import type { FunctionRoles } from "./roles.ts";
import type { Sessions } from "./sessions.ts";
import type { FunctionStates } from "./store.ts";
import { nameOfFunction } from "./types.ts";
import { deploy, LATEST, resolveVersion, type FunctionState, type Version } from "./versions.ts";

/** A realised function; a qualifier is an alias, a version's number, `$LATEST` or nothing, which means the same. */
export interface LambdaFunction {
  name: string;
  arn: string;
  state(): FunctionState;
  invoke(event: unknown, qualifier?: string): Promise<Outcome>;
  /** Changes versions or aliases; a version that no alias points to any more finishes its invocations and ends. */
  change<R>(step: (state: FunctionState) => readonly [FunctionState, R]): Promise<R>;
  close(): Promise<void>;
}

/** What functions stand on. */
export interface LambdaGround {
  dynamoEndpoint: string;
  controlPlaneUrl: string;
  storage: FunctionStates;
  roles: FunctionRoles;
  sessions: Sessions;
  clock: Clock;
  logs: Logs;
}

/** Realises the declared functions with their versions and aliases; what an alias points to is warm at once. */
export async function realiseFunctions(
  functions: readonly Resource[],
  aliases: readonly Resource[],
  { dynamoEndpoint, controlPlaneUrl, storage, roles, sessions, clock, logs }: LambdaGround,
): Promise<LambdaFunction[]> {
  const workerFile = await bundleWorker("lambda/worker.ts", "esm");
  const declared = functions.map((resource) =>
    readDeclaredFunction(
      resource,
      aliases.filter(({ inputs }) => nameOfFunction(inputs) === resource.outputs["name"]),
    ),
  );
  const lost = aliases.find(({ inputs }) => !declared.some(({ name }) => name === nameOfFunction(inputs)));
  if (lost !== undefined) throw new Error(`The alias "${lost.name}" belongs to a function that is not declared.`);
  const deployed = await Promise.all(
    declared.map(async (one) => {
      const document = await storage.functions(one.name);
      await document.change((before) => [
        deploy(before, one, { now: new Date(clock.now()), newId: randomUUID }),
        undefined,
      ]);
      return { one, document };
    }),
  );
  // Every version runs with the role that it was published with.
  const owners = deployed.flatMap(({ one, document }) => {
    const state = document.current();
    const versions = state === undefined ? [] : [state.latest, ...state.versions];
    return versions.map(({ role }) => ({ functionName: one.name, role }));
  });
  await roles.admit(owners);
  // Threads start when nothing can fail any more, so that none is left behind.
  return deployed.map(({ one, document }) =>
    openFunction(one, document, {
      functionName: one.name,
      workerFile,
      dynamoEndpoint,
      controlPlaneUrl,
      credentials: (role, environment) => roles.credentials({ functionName: one.name, role }, environment),
      sessions,
      clock,
      logs,
    }),
  );
}

function openFunction(
  { name, arn, concurrency }: DeclaredFunction,
  document: Document<FunctionState | undefined>,
  options: RunnerOptions,
): LambdaFunction {
  const runners = openRunners(options);
  const state = (): FunctionState => deployed(document.current());
  const warm = (): void => {
    runners.keepWarm(liveVersions(state()));
  };
  warm();
  // On AWS each of these has an environment; here some may wait for one, and count all the same.
  let underWay = 0;
  return {
    name,
    arn,
    state,
    invoke: async (event, qualifier) => {
      const version = resolveVersion(state(), qualifier);
      if (version === undefined)
        return { kind: "crashed", reason: `The function "${name}" has no version or alias ${String(qualifier)}.` };
      if (underWay >= concurrency) return { kind: "throttled" };
      underWay += 1;
      try {
        return await runners.of(version).invoke(event, qualifier === undefined ? arn : `${arn}:${qualifier}`);
      } finally {
        underWay -= 1;
      }
    },
    change: async (step) => {
      const answer = await document.change((before) => step(deployed(before)));
      warm();
      return answer;
    },
    close: runners.close,
  };
}

function deployed(state: FunctionState | undefined): FunctionState {
  if (state === undefined) throw new Error("A function was opened before it was deployed.");
  return state;
}

/** The versions that callers meet: those behind aliases, or the unpublished state of a function that has none. */
function liveVersions(state: FunctionState): Version[] {
  const qualifiers = state.aliases.length === 0 ? [LATEST] : state.aliases.map(({ name }) => name);
  return qualifiers.flatMap((qualifier) => resolveVersion(state, qualifier) ?? []);
}

interface Runners {
  /** The running version; started if it is not. */
  of: (version: Version) => Runner;
  /** Starts these and ends all others. */
  keepWarm: (versions: readonly Version[]) => void;
  close: () => Promise<void>;
}

function openRunners(options: RunnerOptions): Runners {
  const running = new Map<string, Runner>();
  const ending = new Set<Promise<void>>();
  const of = (version: Version): Runner => {
    const runner = running.get(version.version) ?? startRunner(version, options);
    running.set(version.version, runner);
    return runner;
  };
  const keepWarm = (versions: readonly Version[]): void => {
    versions.forEach(of);
    for (const [version, runner] of running) {
      if (versions.some((kept) => kept.version === version)) continue;
      running.delete(version);
      const ended: Promise<void> = runner.close().finally(() => ending.delete(ended));
      ending.add(ended);
    }
  };
  const close = async (): Promise<void> => {
    keepWarm([]);
    await Promise.all(ending);
  };
  return { of, keepWarm, close };
}
