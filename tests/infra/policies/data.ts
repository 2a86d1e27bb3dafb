import type { Graph } from "../graph.ts";
import type { Registration } from "../monitor.ts";
import { bucketsWithout } from "./buckets.ts";
import { adding, removing, setting } from "./change.ts";
import { requireEach, type Policy } from "./policy.ts";
import { TYPES } from "./types.ts";
import { textAt, valueAt } from "./values.ts";

/** Tells whether those who publish to a topic may use its key. */
function isReachable(graph: Graph, topic: Registration): boolean {
  // SNS encrypts its disks anyway. With AWS's own key for SNS, whose policy nobody can change, an alarm says nothing.
  if (topic.inputs["kmsMasterKeyId"] === undefined) return true;
  const keys = graph.resources.filter(
    ({ type, inputs }) => type === TYPES.kmsKey && textAt(inputs, ["policy"]).includes("kms:GenerateDataKey"),
  );
  return keys.some(({ urn }) => topic.dependencies.includes(urn));
}

export const encryptedAtRest: Policy = {
  name: "everything that stores data encrypts it, with a key that whoever needs it can use",
  reason:
    "names, addresses and signatures of patrons lie there; log groups and Lambda's environment are always encrypted by AWS",
  check: (graph) => [
    ...requireEach(
      graph,
      [TYPES.table],
      ({ inputs }) => valueAt(inputs, ["serverSideEncryption", "enabled"]) === true,
      "it has no key of the account",
      "set serverSideEncryption enabled",
    ),
    ...bucketsWithout(
      graph,
      TYPES.bucketEncryption,
      (inputs) =>
        ["AES256", "aws:kms"].includes(
          textAt(inputs, ["rules", 0, "applyServerSideEncryptionByDefault", "sseAlgorithm"]),
        ),
      "it does not say how its objects are encrypted",
      "give it a BucketServerSideEncryptionConfiguration",
    ),
    ...requireEach(
      graph,
      [TYPES.topic],
      (topic) => isReachable(graph, topic),
      "CloudWatch cannot publish to it through AWS's own key for SNS",
      "give it a key of ours, or none",
    ),
    ...requireEach(
      graph,
      ["aws:sqs/queue:Queue"],
      ({ inputs }) => inputs["sqsManagedSseEnabled"] === true || inputs["kmsMasterKeyId"] !== undefined,
      "its messages are not encrypted",
      "set sqsManagedSseEnabled",
    ),
  ],
  offences: [
    { says: "a table without", commit: setting(TYPES.table, ["serverSideEncryption"], undefined) },
    { says: "a bucket without", commit: removing(TYPES.bucketEncryption) },
    {
      says: "a topic that mutes its alarms",
      commit: adding(TYPES.topic, { name: "scc-test", kmsMasterKeyId: "alias/aws/sns" }),
    },
  ],
};

export const recoverable: Policy = {
  name: "what is overwritten or deleted by mistake can be brought back",
  reason: "payments and signed waivers exist once; an export is only as new as the last one",
  check: (graph) => [
    ...requireEach(
      graph,
      [TYPES.table],
      ({ inputs }) => valueAt(inputs, ["pointInTimeRecovery", "enabled"]) === true,
      "it cannot go back to a point in time",
      "set pointInTimeRecovery enabled",
    ),
    ...bucketsWithout(
      graph,
      TYPES.bucketVersioning,
      (inputs) => textAt(inputs, ["versioningConfiguration", "status"]) === "Enabled",
      "it keeps no versions",
      "give it a BucketVersioning",
    ),
  ],
  offences: [
    { says: "no point-in-time recovery", commit: setting(TYPES.table, ["pointInTimeRecovery", "enabled"], false) },
    {
      says: "versioning suspended",
      commit: setting(TYPES.bucketVersioning, ["versioningConfiguration", "status"], "Suspended"),
    },
  ],
};

export const logsExpire: Policy = {
  name: "every log group has a retention, and every function logs to one of them",
  reason: "a group that Lambda makes by itself keeps everything for ever, and is paid for as long",
  check: (graph) => {
    const groups = graph.resources.filter(({ type }) => type === TYPES.logGroup).map(({ inputs }) => inputs["name"]);
    return [
      ...requireEach(
        graph,
        [TYPES.logGroup],
        ({ inputs }) => Number(inputs["retentionInDays"]) > 0,
        "it keeps logs for ever",
        "set retentionInDays",
      ),
      ...requireEach(
        graph,
        [TYPES.function],
        ({ inputs }) => groups.includes(valueAt(inputs, ["loggingConfig", "logGroup"])),
        "it logs to a group that is not declared",
        "name a declared group in loggingConfig",
      ),
    ];
  },
  offences: [
    { says: "no retention", commit: setting(TYPES.logGroup, ["retentionInDays"], undefined) },
    { says: "zero days, which is for ever", commit: setting(TYPES.logGroup, ["retentionInDays"], 0) },
    { says: "a group that Lambda makes", commit: setting(TYPES.function, ["loggingConfig"], undefined) },
  ],
};
