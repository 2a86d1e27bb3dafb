import { adding, changing, setting } from "./change.ts";
import { requireEach, violation, type Policy } from "./policy.ts";
import { TYPES } from "./types.ts";

export const prodIsProtected: Policy = {
  name: "nothing in prod that holds data can be deleted or replaced by a slip",
  reason: "pulumi destroy in the wrong terminal, or a change that replaces the table, would end the business",
  check: (graph) => {
    if (graph.stack !== "prod") return [];
    return [
      ...requireEach(
        graph,
        [TYPES.table],
        ({ inputs }) => inputs["deletionProtectionEnabled"] === true,
        "DynamoDB would delete it",
        "set deletionProtectionEnabled",
      ),
      ...requireEach(
        graph,
        [TYPES.bucket],
        ({ inputs }) => inputs["forceDestroy"] !== true,
        "it would be emptied to be deleted",
        "take forceDestroy out",
      ),
      ...requireEach(
        graph,
        [TYPES.table, TYPES.bucket, TYPES.keyValueStore],
        ({ protect }) => protect,
        "Pulumi would delete or replace it",
        "set the option protect",
      ),
    ];
  },
  offences: [
    { says: "no deletion protection", commit: setting(TYPES.table, ["deletionProtectionEnabled"], false) },
    { says: "a bucket that may be emptied", commit: setting(TYPES.bucket, ["forceDestroy"], true) },
    { says: "an unprotected table", commit: changing(TYPES.table, () => ({ protect: false })) },
    { says: "an unprotected bucket", commit: changing(TYPES.bucket, () => ({ protect: false })) },
    { says: "an unprotected KeyValueStore", commit: changing(TYPES.keyValueStore, () => ({ protect: false })) },
  ],
};

export const releasesSurviveUpdates: Policy = {
  name: "an update neither deletes an old slot nor moves the live one",
  reason: "promote and rollback need both, and what was tested must be what goes live",
  check: (graph) => [
    ...requireEach(
      graph,
      [TYPES.object],
      ({ retainOnDelete }) => retainOnDelete,
      "the next build would delete it",
      "set the option retainOnDelete",
    ),
    ...graph.resources
      .filter(
        ({ type, inputs, ignoreChanges }) =>
          type === TYPES.key && inputs["key"] === "live" && !ignoreChanges.includes("value"),
      )
      .map((resource) => violation(resource, "an update would set it back", 'set the option ignoreChanges: ["value"]')),
    ...graph.resources
      .filter(({ type }) => type === "aws:cloudfront/keyvaluestoreKeysExclusive:KeyvaluestoreKeysExclusive")
      .map((resource) =>
        violation(resource, "it deletes the keys that promote and audit write", "declare single keys"),
      ),
  ],
  offences: [
    { says: "objects that go with their build", commit: changing(TYPES.object, () => ({ retainOnDelete: false })) },
    { says: "a pointer that is reset", commit: changing(TYPES.key, () => ({ ignoreChanges: [] }), "live") },
    {
      says: "keys of which only the declared stay",
      commit: adding("aws:cloudfront/keyvaluestoreKeysExclusive:KeyvaluestoreKeysExclusive", {}),
    },
  ],
};
