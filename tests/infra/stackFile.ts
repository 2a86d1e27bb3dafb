import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as v from "valibot";

const Yaml = v.object({ load: v.pipe(v.function(), v.args(v.tuple([v.string()])), v.returns(v.unknown())) });

// The YAML reader that Pulumi's own SDK depends on, so that these files need no package of ours.
const requireFromPulumi = createRequire(createRequire(import.meta.url).resolve("@pulumi/pulumi"));
const yaml = v.parse(Yaml, requireFromPulumi("js-yaml"));

const Project = v.object({
  name: v.string(),
  main: v.string(),
  runtime: v.object({
    name: v.literal("nodejs"),
    options: v.strictObject({ typescript: v.boolean(), nodeargs: v.string() }),
  }),
});
const StackFile = v.object({ config: v.record(v.string(), v.unknown()) });

export interface Project {
  readonly name: string;
  readonly main: string;
  readonly typescript: boolean;
  readonly nodeArguments: readonly string[];
}

/** Reads what the CLI reads from Pulumi.yaml. */
export function readProject(file: string): Project {
  const { name, main, runtime } = v.parse(Project, yaml.load(readFileSync(file, "utf8")));
  const { typescript, nodeargs } = runtime.options;
  return { name, main, typescript, nodeArguments: nodeargs.split(" ") };
}

/** Reads the plain configuration of a stack; as in the CLI, objects become JSON text. */
export function readStackConfig(file: string): Record<string, string> {
  const { config } = v.parse(StackFile, yaml.load(readFileSync(file, "utf8")));
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}
