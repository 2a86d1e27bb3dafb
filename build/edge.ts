import { fileURLToPath } from "node:url";
import { build, type BuildOptions, type Plugin } from "esbuild";

/** CloudFront's limit for the code of a function. The AWS provider lets 40,960 through, so preview would not tell. */
export const EDGE_BYTES_LIMIT = 10_240;
/** What we want to stay under: room for the next rule. */
export const EDGE_BYTES_WANTED = 7_168;

export interface EdgeBuild {
  /** The source that CloudFront runs: its first line imports cf from 'cloudfront', it declares `handler`, no export. */
  readonly code: string;
  readonly bytes: number;
}

const ENTRY = fileURLToPath(new URL("../edge/handler.ts", import.meta.url));
/** Word for word the line in AWS's documentation: nothing says that CloudFront reads it with a whole parser. */
const IMPORT = "import cf from 'cloudfront';\n";
const EXPORT = /export\{(?:([\w$]+) as )?handler\};\n$/;
const MODULE_SYNTAX = /(?:^|[;}\n])\s*(?:import|export)\b/;

/**
 * What runtime 2.0 adds to ES5.1 (AWS: functions-javascript-runtime-20). esbuild lowers everything else or refuses it:
 * destructuring, for-of, class and generators are build errors, `?.` and `??` are rewritten. What esbuild cannot see,
 * such as a missing global or method, is the business of tests/edge/support/guard.ts.
 */
const RUNTIME_2_0: BuildOptions = {
  target: "es5",
  supported: {
    arrow: true,
    "async-await": true,
    "const-and-let": true,
    "exponent-operator": true,
    "regexp-named-capture-groups": true,
    "rest-argument": true,
    "template-literal": true,
  },
};

/** Stands for the runtime's module in the bundle: `cf` stays a free name there, which no renaming touches. */
const CLOUDFRONT: Plugin = {
  name: "cloudfront",
  setup(bundler) {
    bundler.onResolve({ filter: /^cloudfront$/ }, () => ({ path: "cloudfront", namespace: "cloudfront" }));
    bundler.onLoad({ filter: /^/, namespace: "cloudfront" }, () => ({ contents: "export default cf;" }));
  },
};

export interface EdgeOptions {
  /** What the pages of the edge call the company; plain text. */
  readonly companyName?: string;
  /** The module that exports `handler`. */
  readonly entry?: string;
}

/** Builds the CloudFront Function in memory; throws on syntax that runtime 2.0 lacks and on more than 10,240 bytes. */
export async function buildEdge({
  companyName = "Ship Captain Crew",
  entry = ENTRY,
}: EdgeOptions = {}): Promise<EdgeBuild> {
  const result = await build({
    ...RUNTIME_2_0,
    entryPoints: [entry],
    define: { COMPANY_NAME: JSON.stringify(toHtml(companyName)) },
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    plugins: [CLOUDFRONT],
    charset: "ascii",
    minify: true,
    legalComments: "none",
    logLevel: "silent",
    // The type checker's settings have no say in what is deployed.
    tsconfigRaw: {},
  });
  const code = toFunctionCode(result.outputFiles.map((file) => file.text).join(""));
  const bytes = Buffer.byteLength(code);
  if (bytes > EDGE_BYTES_LIMIT) {
    throw new Error(`the edge function has ${bytes} bytes; CloudFront takes at most ${EDGE_BYTES_LIMIT}`);
  }
  return { code, bytes };
}

function toHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/**
 * Turns an ES module into what CloudFront takes: a script with one function `handler`. An export left in the code is
 * "Illegal export statement" and 503 for every viewer, so each step insists on what it expects to find.
 */
function toFunctionCode(built: string): string {
  const exported = EXPORT.exec(built);
  if (exported === null) throw new Error("the edge entry must export handler and nothing else");
  const body = built.slice(0, exported.index);
  if (MODULE_SYNTAX.test(body)) throw new Error("the edge bundle has another import or export");
  return IMPORT + nameHandler(body, exported[1] ?? "handler") + "\n";
}

/** Gives the exported function the name that CloudFront calls; nothing else in the bundle refers to it. */
function nameHandler(body: string, builtName: string): string {
  const parts = body.split(`async function ${builtName}(`);
  if (parts.length !== 2) throw new Error("the edge entry must declare one async function handler");
  return parts.join("async function handler(");
}
