import { createRequire } from "node:module";
import * as v from "valibot";
import { bundleEntry } from "../bundle/bundle.ts";
import type { Graph, Resource, ResourceOptions } from "../graph/graph.ts";
import { answerInvoke, type ReadFunctionVariables } from "../provider/invokes.ts";
import { computeOutputs, isKnownType } from "../provider/provider.ts";
import { isSecret, plain } from "./plain.ts";
import { loadPulumi } from "./pulumiSdk.ts";
import { watchOptions } from "./watchOptions.ts";

/** A Pulumi program: declares resources and returns the stack's outputs. */
export type Program = () => Promise<unknown>;

/** What one evaluation of a program needs; config keys are full names such as `project:key`. */
export interface EvaluateOptions {
  project: string;
  stack: string;
  /** The project's folder, in which relative paths of assets begin. */
  root: string;
  config: Readonly<Record<string, string>>;
  secrets: Readonly<Record<string, string>>;
  /** Reads the variables of a function that was there before the program; nothing was, when not given. */
  functionVariables?: ReadFunctionVariables;
}

const ProgramModule = v.object({ default: v.custom<Program>((value) => typeof value === "function") });

/** Bundles the entry file of a project and loads its program; a changed source gives a new bundle and so a fresh module. */
export async function loadProgram(entry: string, root: string): Promise<Program> {
  // Before the program requires it in the ordinary, slower way.
  loadPulumi();
  const file = await bundleEntry(entry, "cjs", root);
  const loaded: unknown = createRequire(file)(file);
  return v.parse(ProgramModule, loaded).default;
}

let turn: Promise<unknown> = Promise.resolve();

/** Evaluates a program under Pulumi's SDK and returns the complete graph. Evaluations take turns: the SDK's state is global. */
export function evaluateProgram(program: Program, options: EvaluateOptions): Promise<Graph> {
  const result = turn.then(() => evaluate(program, options));
  turn = result.catch(() => undefined);
  return result;
}

async function evaluate(program: Program, options: EvaluateOptions): Promise<Graph> {
  const { runtime } = loadPulumi();
  const resources: Resource[] = [];
  const unknown: string[] = [];
  const newResource = async (args: { type: string; name: string; inputs: unknown; custom?: boolean }) => {
    // A component is Pulumi's own grouping and has nothing on AWS.
    const custom = args.custom ?? true;
    if (custom && !isKnownType(args.type)) unknown.push(`${args.type} "${args.name}"`);
    const resource = await describe({ ...args, custom, options: watched.now() }, options);
    resources.push(resource);
    return {
      id: custom ? resource.id : undefined,
      state: { ...v.parse(Properties, args.inputs), ...resource.outputs },
    };
  };
  await runtime.setMocks(
    {
      newResource,
      call: ({ token, inputs }) => answerInvoke(token, v.parse(Properties, inputs), options.functionVariables),
    },
    options.project,
    options.stack,
    false,
    "local",
  );
  const watched = watchOptions();
  runtime.setAllConfig({ ...options.config, ...options.secrets }, Object.keys(options.secrets));
  const outputs = await runStack(program, options.root).finally(watched.end);
  if (unknown.length > 0) throw new Error(`The local cloud does not know the resource type of ${unknown.join(", ")}.`);
  return { resources, outputs };
}

async function runStack(program: Program, root: string): Promise<Record<string, unknown>> {
  const { runtime } = loadPulumi();
  let failure: { fault: unknown } | undefined;
  // The SDK would report a fault of the program a second time, as an unhandled rejection.
  const guarded = (): Promise<unknown> =>
    program().catch((fault: unknown) => {
      failure = { fault };
      return {};
    });
  const outputs: unknown = await runtime.runInPulumiStack(guarded);
  // Registrations that no output waits for.
  await runtime.disconnect();
  if (failure !== undefined) throw failure.fault;
  return v.parse(Properties, await plain(outputs ?? {}, root));
}

const Properties = v.record(v.string(), v.unknown());

interface Registration {
  type: string;
  name: string;
  inputs: unknown;
  custom: boolean;
  options: ResourceOptions;
}

async function describe(
  { type, name, custom, options, ...raw }: Registration,
  { project, stack, root }: EvaluateOptions,
): Promise<Resource> {
  const declared = v.parse(Properties, raw.inputs);
  const inputs = v.parse(Properties, await plain(declared, root));
  const secrets = Object.keys(declared).filter((key) => isSecret(declared[key]));
  const urn = `urn:pulumi:${stack}::${project}::${type}::${name}`;
  const computed = custom ? await computeOutputs({ type, name, inputs }) : { id: "", outputs: {} };
  const { importId } = options;
  return { type, name, urn, inputs, secrets, options, ...computed, ...(importId === "" ? {} : { id: importId }) };
}
