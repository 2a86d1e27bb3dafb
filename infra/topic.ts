import { Key } from "@pulumi/aws/kms/key.js";
import { Topic } from "@pulumi/aws/sns/topic.js";
import { TopicPolicy } from "@pulumi/aws/sns/topicPolicy.js";
import { TopicSubscription } from "@pulumi/aws/sns/topicSubscription.js";
import * as pulumi from "@pulumi/pulumi";
import type { Names } from "./names.ts";
import { policyDocument, type Statement } from "./policies.ts";

export interface AlarmTopicArgs {
  readonly names: Names;
  readonly accountId: pulumi.Input<string>;
  readonly region: string;
  readonly email: string;
}

const ALARMS = "cloudwatch.amazonaws.com";
const BUDGETS = "budgets.amazonaws.com";

/** What the account's own administrators, and so `pulumi up`, do with a key; using it is not part of that. */
const KEY_ADMINISTRATION = [
  "CancelKeyDeletion",
  "DescribeKey",
  "DisableKey",
  "EnableKey",
  "GetKeyPolicy",
  "GetKeyRotationStatus",
  "ListKeyPolicies",
  "ListResourceTags",
  "PutKeyPolicy",
  "ScheduleKeyDeletion",
  "TagResource",
  "UntagResource",
  "UpdateKeyDescription",
].map((action) => `kms:${action}`);

/** Lets administrators manage the key, and lets the services that publish use it for this account. */
function keyStatements(accountId: pulumi.Input<string>): Statement[] {
  // In a key policy "*" is this key and nothing else. Source: KMS developer guide, "Creating a key policy".
  const thisKey = { Effect: "Allow", Resource: "*" } as const;
  return [
    { ...thisKey, Action: KEY_ADMINISTRATION, Principal: { AWS: pulumi.interpolate`arn:aws:iam::${accountId}:root` } },
    {
      ...thisKey,
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Principal: { Service: [ALARMS, BUDGETS] },
      Condition: { StringEquals: { "aws:SourceAccount": accountId } },
    },
  ];
}

/** Lets this stack's alarms and this stack's budget publish, and names no one else. */
function topicStatements({ names, accountId, region }: AlarmTopicArgs, topicArn: pulumi.Input<string>): Statement[] {
  const publish = (service: string, sourceArn: pulumi.Input<string>): Statement => ({
    Effect: "Allow",
    Action: "sns:Publish",
    Principal: { Service: service },
    Resource: topicArn,
    Condition: { StringEquals: { "aws:SourceAccount": accountId }, ArnLike: { "aws:SourceArn": sourceArn } },
  });
  return [
    publish(ALARMS, pulumi.interpolate`arn:aws:cloudwatch:${region}:${accountId}:alarm:${names.alarmPrefix}*`),
    // Budgets documents no narrower ARN than this. Source: Cost Management user guide, "Creating an Amazon SNS topic".
    publish(BUDGETS, pulumi.interpolate`arn:aws:budgets::${accountId}:*`),
  ];
}

/** An encrypted topic in one region that mails what alarms and budgets say to the admin. */
export class AlarmTopic extends pulumi.ComponentResource {
  /** Known only once the topic may be published to. */
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: AlarmTopicArgs, opts?: pulumi.ComponentResourceOptions) {
    super("scc:infra:AlarmTopic", name, {}, opts);
    const { names, accountId, region, email } = args;
    const own = { parent: this };
    const key = new Key(
      name,
      {
        region,
        // AWS's own key for SNS has a policy that shuts CloudWatch out: its alarms would change state and nobody would hear.
        policy: policyDocument(...keyStatements(accountId)),
        description: `Encrypts the alarms of ${names.alarmTopic} until they are mailed`,
      },
      own,
    );
    const topic = new Topic(name, { name: names.alarmTopic, region, kmsMasterKeyId: key.arn }, own);
    const policy = new TopicPolicy(
      name,
      { arn: topic.arn, region, policy: policyDocument(...topicStatements(args, topic.arn)) },
      own,
    );
    new TopicSubscription(name, { topic: topic.arn, region, protocol: "email", endpoint: email }, own);
    this.arn = policy.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
