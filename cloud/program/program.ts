import { createRequire } from "node:module";
import { isAbsolute, join, resolve } from "node:path";
import * as v from "valibot";
import { answerInvoke, type ReadFunctionVariables } from "../provider/invokes.ts";
import { computeOutputs, isKnownType } from "../provider/provider.ts";
import { bundleEntry } from "../bundle/bundle.ts";
import type { Graph, Resource } from "../graph/graph.ts";
import { loadPulumi } from "./pulumiSdk.ts";
import { watchOptions, type ResourceOptions } from "./resourceOptions.ts";
import { PROJECT_ROOT } from "../root.ts";

/** A Pulumi program: declares resources and returns the stack's outputs. */
export type Program = () => Promise<unknown>;

/** What one evaluation of the program needs; config keys are full names such as `scc:companyName`. */
export interface EvaluateOptions {
  stack: string;
  config: Readonly<Record<string, string>>;
  secrets: Readonly<Record<string, string>>;
  /** Reads the variables of a function that was there before the program; nothing was, when not given. */
  functionVariables?: ReadFunctionVariables;
}

const PROJECT_NAME = "ship-captain-crew";
// Pulumi's marks on the wire (sdk/nodejs/runtime/rpc.ts).
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

const ProgramModule = v.object({ default: v.custom<Program>((value) => typeof value === "function") });

/** Bundles index.ts and loads its program; a changed source gives a new bundle and so a fresh module. */
export async function loadProgram(
  entry = join(PROJECT_ROOT, "index.ts"),
): Promise<{ program: Program; sources: readonly string[] }> {
  // Before index.ts requires it in the ordinary, slower way.
  loadPulumi();
  const { file, sources } = await bundleEntry(entry, "cjs");
  const loaded: unknown = createRequire(file)(file);
  return { program: v.parse(ProgramModule, loaded).default, sources };
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
    const resource = await describe({ ...args, custom, options: optionsOf() }, options.stack);
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
    PROJECT_NAME,
    options.stack,
    false,
    "local",
  );
  const optionsOf = watchOptions();
  runtime.setAllConfig({ ...options.config, ...options.secrets }, Object.keys(options.secrets));
  const outputs = await runStack(program);
  if (unknown.length > 0) throw new Error(`The local cloud does not know the resource type of ${unknown.join(", ")}.`);
  return { resources, outputs };
}

async function runStack(program: Program): Promise<Record<string, unknown>> {
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
  return v.parse(Properties, await plain(outputs ?? {}));
}

const Properties = v.record(v.string(), v.unknown());

interface Registration {
  type: string;
  name: string;
  inputs: unknown;
  custom: boolean;
  options: ResourceOptions;
}

async function describe({ type, name, custom, options, ...raw }: Registration, stack: string): Promise<Resource> {
  const declared = v.parse(Properties, raw.inputs);
  const inputs = v.parse(Properties, await plain(declared));
  const secrets = Object.keys(declared).filter((key) => isSecret(declared[key]));
  const urn = `urn:pulumi:${stack}::${PROJECT_NAME}::${type}::${name}`;
  const computed = custom ? await computeOutputs({ type, name, inputs }) : { id: "", outputs: {} };
  const { importId } = options;
  return { type, name, urn, inputs, secrets, options, ...computed, ...(importId === "" ? {} : { id: importId }) };
}

function isSecret(value: unknown): value is { value: unknown } {
  return typeof value === "object" && value !== null && (value as Record<string, unknown>)[SIGNATURE] === SECRET;
}

/** Reveals secrets, waits for outputs and turns Pulumi's assets into plain values. */
async function plain(value: unknown): Promise<unknown> {
  const { Output, asset } = loadPulumi();
  if (typeof value !== "object" || value === null) return value;
  if (Output.isInstance(value))
    return plain(
      await new Promise((settle) => {
        value.apply(settle);
      }),
    );
  if (isSecret(value)) return plain(value.value);
  if (asset.Asset.isInstance(value) || asset.Archive.isInstance(value)) return plainAsset(value);
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return Promise.all(items.map(plain));
  }
  const entries = Object.entries(value).map(async ([key, item]) => [key, await plain(item)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

async function plainAsset(value: object): Promise<unknown> {
  if ("path" in value) return { asset: "file", path: absolute(v.parse(v.string(), await value.path)) };
  if ("text" in value) return { asset: "text", text: await value.text };
  throw new Error("The local cloud reads FileAsset, StringAsset and FileArchive only.");
}

function absolute(path: string): string {
  return isAbsolute(path) ? path : resolve(PROJECT_ROOT, path);
}
