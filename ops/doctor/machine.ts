import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";

import { PROJECT_ROOT } from "../stack/pulumi.ts";
import { ok, problem, type Finding } from "./finding.ts";

const Versions = v.record(v.string(), v.string());
const PackageFile = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    engines: v.object({ node: v.pipe(v.string(), v.regex(/^>=\d+(\.\d+){0,2}$/)) }),
    dependencies: Versions,
  }),
);
const Installed = v.pipe(v.string(), v.parseJson(), v.object({ version: v.string() }));

/** Looks at Node and at what npm installed. */
export async function checkMachine(): Promise<readonly Finding[]> {
  const { engines, dependencies } = v.parse(PackageFile, await readFile(join(PROJECT_ROOT, "package.json"), "utf8"));
  const installed = await Promise.all(
    Object.keys(dependencies).map(async (name) => [name, await installedVersion(name)] as const),
  );
  return [judgeNode(process.versions.node, engines.node), judgePackages(dependencies, new Map(installed))];
}

/** Reads the version of a package of package.json that is in node_modules. */
export async function installedVersion(name: string): Promise<string | undefined> {
  const text = await readFile(join(PROJECT_ROOT, "node_modules", name, "package.json"), "utf8").catch(() => "");
  const found = v.safeParse(Installed, text);
  return found.success ? found.output.version : undefined;
}

/** Judges Node's version against package.json's `>=` engines. */
export function judgeNode(version: string, engines: string): Finding {
  if (compareVersions(version, engines.slice(2)) >= 0)
    return ok("Node.js", `${version}; this project takes ${engines}.`);
  return problem(
    "Node.js",
    `${version} is too old; this project takes ${engines}.`,
    `nvm install ${engines.slice(2).split(".")[0] ?? ""}`,
  );
}

/** Judges what is installed against the exact versions of package.json. */
export function judgePackages(
  declared: Readonly<Record<string, string>>,
  installed: ReadonlyMap<string, string | undefined>,
): Finding {
  const wrong = Object.entries(declared)
    .filter(([name, version]) => installed.get(name) !== version)
    .map(([name, version]) => {
      const found = installed.get(name);
      return found === undefined ? `${name} is missing` : `${name} is ${found}, not ${version}`;
    });
  if (wrong.length === 0)
    return ok("packages", `all ${Object.keys(declared).length} are the versions of package.json.`);
  const more = wrong.length > 2 ? `, and ${wrong.length - 2} more are wrong` : "";
  return problem("packages", `${wrong.slice(0, 2).join(", ")}${more}.`, "npm ci");
}

/** Compares dotted versions number by number: negative when `a` is older. */
export function compareVersions(a: string, b: string): number {
  const numbers = (version: string): number[] => version.split(/[.-]/).slice(0, 3).map(Number);
  const [left, right] = [numbers(a), numbers(b)];
  const at = [0, 1, 2].find((index) => (left[index] ?? 0) !== (right[index] ?? 0)) ?? 2;
  return (left[at] ?? 0) - (right[at] ?? 0);
}
