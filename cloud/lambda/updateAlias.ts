import * as v from "valibot";
import { findCodeProblem } from "./code.ts";
import { changeAlias, resolveNumber, type Alias, type FunctionState } from "./versions.ts";

const Body = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    FunctionVersion: v.optional(v.pipe(v.string(), v.regex(/^(\$LATEST|\d+)$/))),
    Description: v.optional(v.pipe(v.string(), v.maxLength(256))),
    RevisionId: v.optional(v.string()),
    RoutingConfig: v.optional(v.object({ AdditionalVersionWeights: v.optional(v.record(v.string(), v.number()), {}) })),
  }),
);

/** What came of an UpdateAlias, or the service's error. */
export type AliasUpdate = { ok: true; alias: Alias } | { ok: false; status: number; code: string; message: string };

/**
 * Changes an alias as UpdateAlias does. With a RevisionId only if nobody has changed it since; a version that cannot run
 * here is refused, because moving to it would take every request down.
 */
export function updateAlias(
  state: FunctionState,
  alias: Alias,
  text: string,
  newId: () => string,
): readonly [FunctionState, AliasUpdate] {
  const body = v.safeParse(Body, text);
  if (!body.success)
    return [state, refuse(400, "ValidationException", `The body of UpdateAlias is wrong: ${v.summarize(body.issues)}`)];
  const {
    FunctionVersion: functionVersion,
    Description: description,
    RevisionId: revisionId,
    RoutingConfig: routing,
  } = body.output;
  if (revisionId !== undefined && revisionId !== alias.revisionId) {
    return [
      state,
      refuse(
        412,
        "PreconditionFailedException",
        "The Revision Id provided does not match the latest Revision Id. Call the GetAlias API to retrieve the latest Revision Id",
      ),
    ];
  }
  if (Object.keys(routing?.AdditionalVersionWeights ?? {}).length > 0) {
    return [
      state,
      refuse(400, "InvalidParameterValueException", "The local Lambda does not split traffic between versions."),
    ];
  }
  const obstacle = functionVersion === undefined ? undefined : findObstacle(state, functionVersion);
  if (obstacle !== undefined) return [state, obstacle];
  const to = {
    ...(functionVersion === undefined ? {} : { functionVersion }),
    ...(description === undefined ? {} : { description }),
  };
  const changed = changeAlias(alias, to, newId);
  const aliases = state.aliases.map((other) => (other.name === alias.name ? changed : other));
  return [
    { ...state, aliases },
    { ok: true, alias: changed },
  ];
}

function findObstacle(state: FunctionState, functionVersion: string): AliasUpdate | undefined {
  const version = resolveNumber(state, functionVersion);
  if (version === undefined)
    return refuse(404, "ResourceNotFoundException", `Function not found: version ${functionVersion}`);
  const problem = findCodeProblem(version);
  return problem === undefined ? undefined : refuse(400, "InvalidParameterValueException", problem);
}

function refuse(status: number, code: string, message: string): AliasUpdate {
  return { ok: false, status, code, message };
}
