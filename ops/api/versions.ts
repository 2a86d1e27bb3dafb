import type { FunctionConfiguration } from "@aws-sdk/client-lambda";

import { setTimeout as pause } from "node:timers/promises";
import * as v from "valibot";

import { FunctionEnvironment } from "../../rules/contract/environment.ts";
import { LIVE_ALIAS } from "../../rules/contract/function.ts";
import { Refusal } from "../refusal.ts";
import type { Stack } from "../stack/stack.ts";

const SlotVariable = v.pick(FunctionEnvironment, ["SITE_SLOT"]);
/** A move whose answer was lost is looked for, and tried again, so often. */
const ATTEMPTS = 5;
const PAUSE_MILLISECONDS = 300;
/** A function's state that is not published yet. */
const UNPUBLISHED = "$LATEST";

/** A published version of the API's function. */
export interface ApiVersion {
  readonly version: string;
  readonly publishedAt: Date;
  /** The slot that its waiver page loads its files from; undefined for a version that this program did not deploy. */
  readonly slot: string | undefined;
  /** SHA-256 of its archive, in base64 as Lambda tells it. */
  readonly codeHash: string;
  /** Lambda could not make it ready. */
  readonly failed: boolean;
}

/** The API's versions, the oldest first, and where its alias stands. */
export interface ApiState {
  readonly versions: readonly ApiVersion[];
  readonly liveVersion: string;
  /** The live version; undefined while the alias stands at something unpublished. */
  readonly live: ApiVersion | undefined;
  /** Names this position of the alias: a move that carries it fails when somebody else has moved it since. */
  readonly revisionId: string;
}

/** Reads the versions of a stack's API. Of their environment nothing is looked at but SITE_SLOT: the rest is secret. */
export async function readApi(stack: Stack): Promise<ApiState> {
  const FunctionName = stack.output("functionName");
  const { paginateListVersionsByFunction } = await import("@aws-sdk/client-lambda");
  const client = await stack.lambda();
  const { version: liveVersion, revisionId } = await readAlias(stack);
  const found: ApiVersion[] = [];
  for await (const page of paginateListVersionsByFunction({ client }, { FunctionName })) {
    found.push(...(page.Versions ?? []).filter(({ Version }) => Version !== UNPUBLISHED).map(toVersion));
  }
  const versions = found.sort((a, b) => Number(a.version) - Number(b.version));
  return { versions, liveVersion, live: versions.find(({ version }) => version === liveVersion), revisionId };
}

function toVersion({ Version, LastModified, CodeSha256, State, Environment }: FunctionConfiguration): ApiVersion {
  const variables = v.safeParse(SlotVariable, Environment?.Variables);
  return {
    version: Version ?? "",
    publishedAt: new Date(LastModified ?? 0),
    slot: variables.success ? variables.output.SITE_SLOT : undefined,
    codeHash: CodeSha256 ?? "",
    failed: State === "Failed",
  };
}

/**
 * Moves the alias, unless somebody else has moved it since `revisionId` was read. Answers the alias's new revision. A move
 * whose answer was lost is known by where the alias is: there it was not before.
 */
export async function moveAlias(
  stack: Stack,
  version: string,
  revisionId: string,
): Promise<{ revisionId: string } | "changed"> {
  for (let attempt = 1; ; attempt++) {
    const moved = await tryMove(stack, version, revisionId);
    if (moved !== "refused" && "revisionId" in moved) return moved;
    if (moved !== "refused") await pause(PAUSE_MILLISECONDS);
    const now = await readAlias(stack);
    if (now.version === version) return { revisionId: now.revisionId };
    if (moved === "refused" || now.revisionId !== revisionId) return "changed";
    if (attempt === ATTEMPTS) throw moved.fault;
  }
}

/** A fault may hide a move that was made. `refused`: the alias is at another revision. */
async function tryMove(
  stack: Stack,
  version: string,
  revisionId: string,
): Promise<{ readonly revisionId: string } | { readonly fault: unknown } | "refused"> {
  const { UpdateAliasCommand } = await import("@aws-sdk/client-lambda");
  const client = await stack.lambda();
  const change = {
    FunctionName: stack.output("functionName"),
    Name: LIVE_ALIAS,
    FunctionVersion: version,
    RevisionId: revisionId,
  };
  try {
    const { RevisionId } = await client.send(new UpdateAliasCommand(change));
    return RevisionId === undefined
      ? { fault: new Refusal(`Lambda did not confirm that version ${version} is live. See api versions.`) }
      : { revisionId: RevisionId };
  } catch (fault) {
    if (fault instanceof Error && fault.name === "PreconditionFailedException") return "refused";
    if (fault instanceof Error && fault.name === "InvalidParameterValueException") {
      throw new Refusal(`Lambda does not make version ${version} live: ${fault.message}`);
    }
    return { fault };
  }
}

async function readAlias(stack: Stack): Promise<{ readonly version: string; readonly revisionId: string }> {
  const { GetAliasCommand } = await import("@aws-sdk/client-lambda");
  const client = await stack.lambda();
  const asked = { FunctionName: stack.output("functionName"), Name: LIVE_ALIAS };
  const { FunctionVersion: version = "", RevisionId: revisionId = "" } = await client.send(new GetAliasCommand(asked));
  return { version, revisionId };
}
