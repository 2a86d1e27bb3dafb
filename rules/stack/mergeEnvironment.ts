/**
 * The Lambda's environment, merged from where its values come from. Pure: Pulumi outputs are unwrapped before and
 * made secret again after (infra/lambdaEnvironment.ts).
 */

export type Variables = Readonly<Record<string, string>>;

export interface EnvironmentSources {
  /** Variables the function carried before this program adopted it. Kept unless some other source declares them. */
  readonly existing?: Variables;
  /** Plain values from the stack's configuration. */
  readonly declared: Variables;
  /** Values that follow from other resources, such as the table's name. */
  readonly derived: Variables;
  /** Values from the stack's secrets. */
  readonly secrets: Variables;
}

export type MergedEnvironment =
  | { readonly ok: true; readonly variables: Variables }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Lambda's limit for all variables together, names and values, in bytes. Source: AWS Lambda quotas. */
export const ENVIRONMENT_BYTES_MAX = 4096;

/**
 * Keys Lambda sets itself and refuses from us. TZ, PATH, LANG and the rest of `AWS_` may be set.
 * Source: AWS Lambda developer guide, "Defined runtime environment variables".
 */
const RESERVED_KEYS: ReadonlySet<string> = new Set([
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_DEFAULT_REGION",
  "AWS_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_LAMBDA_RUNTIME_API",
  "AWS_LAMBDA_METADATA_API",
  "LAMBDA_TASK_ROOT",
  "LAMBDA_RUNTIME_DIR",
]);
const KEY = /^[A-Za-z][A-Za-z0-9_]+$/;

/** Tells whether AWS keeps an environment key for itself. */
export function isReservedKey(key: string): boolean {
  return RESERVED_KEYS.has(key);
}

/** Merges the sources into one environment, or lists every problem: a clash, a reserved or malformed key, the size. */
export function mergeEnvironment(sources: EnvironmentSources): MergedEnvironment {
  const own = [
    ["declared", sources.declared],
    ["derived", sources.derived],
    ["secrets", sources.secrets],
  ] as const;
  const problems: string[] = [];
  const origin = new Map<string, string>();
  const merged = new Map<string, string>(
    // What AWS put on an adopted function is AWS's to put there again.
    Object.entries(sources.existing ?? {}).filter(([key]) => !isReservedKey(key)),
  );
  for (const [source, variables] of own) {
    for (const [key, value] of Object.entries(variables)) {
      const before = origin.get(key);
      if (before !== undefined) problems.push(`${key} is given twice, in ${before} and in ${source}: remove one.`);
      else if (isReservedKey(key)) problems.push(`${key} (${source}) is reserved by AWS Lambda: choose another name.`);
      else if (!KEY.test(key)) {
        problems.push(`${key} (${source}) is no variable name: a letter, then letters, digits or underscores.`);
      }
      origin.set(key, source);
      merged.set(key, value);
    }
  }
  const variables = Object.fromEntries([...merged].sort(([a], [b]) => (a < b ? -1 : 1)));
  const bytes = environmentBytes(variables);
  if (bytes > ENVIRONMENT_BYTES_MAX) {
    problems.push(
      `The environment is ${bytes} bytes; AWS Lambda takes ${ENVIRONMENT_BYTES_MAX}: shorten or remove values.`,
    );
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, variables };
}

/** Counts what an environment weighs against Lambda's limit, in bytes. */
export function environmentBytes(variables: Variables): number {
  const encoder = new TextEncoder();
  return Object.entries(variables).reduce((sum, [key, value]) => sum + encoder.encode(key + value).length, 0);
}
