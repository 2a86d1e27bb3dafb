import { isDeepStrictEqual } from "node:util";
import * as v from "valibot";

/** Lambda's versions and aliases as data: what publishing, deploying and moving an alias do to a function's state. */

/** The qualifier of the state that is not published. */
export const LATEST = "$LATEST";

const ConfigurationEntries = {
  /** The directory with the code; `codeSha256` says what is in it. */
  code: v.string(),
  codeSha256: v.string(),
  codeSize: v.number(),
  description: v.string(),
  handler: v.string(),
  runtime: v.string(),
  architectures: v.array(v.string()),
  role: v.string(),
  memorySize: v.number(),
  timeout: v.number(),
  variables: v.record(v.string(), v.string()),
  logGroup: v.string(),
};
const Configuration = v.object(ConfigurationEntries);
const Version = v.object({
  ...ConfigurationEntries,
  version: v.string(),
  lastModified: v.string(),
  revisionId: v.string(),
});
const Alias = v.object({
  name: v.string(),
  description: v.string(),
  functionVersion: v.string(),
  /** What the program asked for when it was last deployed: only another wish moves the alias. */
  declaredVersion: v.string(),
  revisionId: v.string(),
});

/** A function's persistent state. */
export const FunctionState = v.object({ latest: Version, versions: v.array(Version), aliases: v.array(Alias) });

/** Everything that a version freezes. */
export type Configuration = v.InferOutput<typeof Configuration>;
export type Version = v.InferOutput<typeof Version>;
export type Alias = v.InferOutput<typeof Alias>;
export type FunctionState = v.InferOutput<typeof FunctionState>;

/** What a program declares; an alias without a version takes the one that this deployment publishes. */
export interface Deployment {
  configuration: Configuration;
  publish: boolean;
  aliases: readonly { name: string; description: string; functionVersion: string | undefined }[];
}

/** The instant and the identifiers of a change. */
export interface Change {
  now: Date;
  newId: () => string;
}

/**
 * Deploys a function as an update does on AWS: publishes if code or configuration differ from the newest version, and
 * moves an alias only where the program asks for another version than it did before, so that a rollback stays.
 */
export function deploy(
  previous: FunctionState | undefined,
  { configuration, publish, aliases }: Deployment,
  change: Change,
): FunctionState {
  const latest = { ...configuration, ...stamp(previous?.latest, configuration, change), version: LATEST };
  // The same bytes may have come to another place since.
  const kept = (previous?.versions ?? []).map((version) =>
    version.codeSha256 === configuration.codeSha256 ? { ...version, code: configuration.code } : version,
  );
  const versions = publish ? withPublished(kept, configuration, change) : kept;
  const newest = versions.at(-1)?.version ?? LATEST;
  return {
    latest,
    versions,
    aliases: aliases.map(({ name, description, functionVersion = newest }) => {
      if (resolveNumber({ latest, versions }, functionVersion) === undefined) {
        throw new Error(`The alias "${name}" is declared for version ${functionVersion}, which does not exist.`);
      }
      const before = previous?.aliases.find((alias) => alias.name === name);
      if (before?.declaredVersion === functionVersion && before.description === description) return before;
      return { name, description, functionVersion, declaredVersion: functionVersion, revisionId: change.newId() };
    }),
  };
}

function withPublished(versions: readonly Version[], configuration: Configuration, change: Change): Version[] {
  const newest = versions.at(-1);
  if (newest !== undefined && isSame(newest, configuration)) return [...versions];
  const version = String(Number(newest?.version ?? "0") + 1);
  return [...versions, { ...configuration, ...stamp(undefined, configuration, change), version }];
}

function stamp(
  previous: Version | undefined,
  configuration: Configuration,
  { now, newId }: Change,
): Pick<Version, "lastModified" | "revisionId"> {
  if (previous !== undefined && isSame(previous, configuration)) {
    return { lastModified: previous.lastModified, revisionId: previous.revisionId };
  }
  return { lastModified: now.toISOString(), revisionId: newId() };
}

function isSame(one: Configuration, other: Configuration): boolean {
  return isDeepStrictEqual(comparable(one), comparable(other));
}

/** The configuration alone, and without the directory: the hash beside it says what is in there. */
function comparable(configuration: Configuration): Configuration {
  return { ...v.parse(Configuration, configuration), code: "" };
}

/** Finds what a qualifier (an alias, a number, `$LATEST` or nothing) means now. */
export function resolveVersion(state: FunctionState, qualifier: string = LATEST): Version | undefined {
  return resolveNumber(state, state.aliases.find(({ name }) => name === qualifier)?.functionVersion ?? qualifier);
}

/** Finds a version by its number, or the unpublished state by `$LATEST`. */
export function resolveNumber(state: Pick<FunctionState, "latest" | "versions">, number: string): Version | undefined {
  return number === LATEST ? state.latest : state.versions.find(({ version }) => version === number);
}

/** Changes an alias: it gets a new revision, so that whoever knows the old one cannot overwrite this. */
export function changeAlias(
  alias: Alias,
  to: Partial<Pick<Alias, "functionVersion" | "description">>,
  newId: () => string,
): Alias {
  return { ...alias, ...to, revisionId: newId() };
}
