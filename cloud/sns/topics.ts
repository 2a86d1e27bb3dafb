import * as v from "valibot";
import { ACCOUNT_ID, REGION } from "../aws/account.ts";
import { isAllowed, parsePolicy, type Policy } from "../aws/policy.ts";
import { parseInputs, parseResource, type Resource } from "../graph/graph.ts";
import { writeMail, type PlainMail } from "./mail.ts";

const TopicInputs = v.strictObject({
  name: v.string(),
  region: v.optional(v.literal(REGION)),
  displayName: v.optional(v.string()),
  kmsMasterKeyId: v.optional(v.string()),
  tags: v.optional(v.record(v.string(), v.string())),
});
const TopicPolicyInputs = v.strictObject({
  arn: v.string(),
  region: v.optional(v.literal(REGION)),
  policy: v.string(),
});
const SubscriptionInputs = v.strictObject({
  topic: v.string(),
  region: v.optional(v.literal(REGION)),
  protocol: v.literal("email", "only e-mail is realised here"),
  endpoint: v.string(),
});
const KeyInputs = v.looseObject({ region: v.optional(v.literal(REGION)), policy: v.string() });
const WithArn = v.object({ arn: v.string() });

/** A service that publishes on behalf of a resource. */
export interface Publisher {
  topicArn: string;
  service: string;
  sourceArn: string;
}

/** The realised topics. */
export interface Topics {
  has(topicArn: string): boolean;
  /** Says why a service may not publish, in AWS's words; undefined when it may. */
  refusal(publisher: Publisher): string | undefined;
  /** Mails a message to the topic's subscribers, or returns the refusal. */
  publish(publisher: Publisher, message: { subject: string; text: string }): string | undefined;
}

/** The resources that topics are made of. */
export interface DeclaredTopics {
  topics: readonly Resource[];
  policies: readonly Resource[];
  subscriptions: readonly Resource[];
  keys: readonly Resource[];
}

interface Topic {
  arn: string;
  policy: Policy | undefined;
  keyPolicy: Policy | "none" | "closed";
  addresses: readonly string[];
}

/** Realises the declared topics; a mail needs no confirmation by its recipient. */
export function realiseTopics(declared: DeclaredTopics, deliver: (mail: PlainMail) => void): Topics {
  const topics = new Map(
    declared.topics.map((resource) => readTopic(resource, declared)).map((topic) => [topic.arn, topic]),
  );
  const refusal = (publisher: Publisher): string | undefined => {
    const topic = topics.get(publisher.topicArn);
    return topic === undefined ? `Topic does not exist: ${publisher.topicArn}` : refuse(topic, publisher);
  };
  return {
    has: (topicArn) => topics.has(topicArn),
    refusal,
    publish: (publisher, message) => {
      const refused = refusal(publisher);
      if (refused !== undefined) return refused;
      for (const to of topics.get(publisher.topicArn)?.addresses ?? []) deliver(writeMail(to, message));
      return undefined;
    },
  };
}

function readTopic(resource: Resource, { policies, subscriptions, keys }: DeclaredTopics): Topic {
  const { kmsMasterKeyId } = parseInputs(TopicInputs, resource);
  const { arn } = parseResource(WithArn, resource);
  const own = policies.map((policy) => parseInputs(TopicPolicyInputs, policy)).find((policy) => policy.arn === arn);
  const subscribed = subscriptions
    .map((subscription) => parseInputs(SubscriptionInputs, subscription))
    .filter(({ topic }) => topic === arn);
  return {
    arn,
    policy: own === undefined ? undefined : parsePolicy(own.policy),
    keyPolicy: kmsMasterKeyId === undefined ? "none" : readKeyPolicy(kmsMasterKeyId, resource.name, keys),
    addresses: subscribed.map(({ endpoint }) => endpoint),
  };
}

function readKeyPolicy(keyId: string, topic: string, keys: readonly Resource[]): Topic["keyPolicy"] {
  // The policy of AWS's own key lets no service publish (re:Post, "CloudWatch alarm with an encrypted SNS topic").
  if (keyId === "alias/aws/sns") return "closed";
  const key = keys.find(({ id, outputs }) => id === keyId || outputs["arn"] === keyId);
  if (key === undefined) throw new Error(`The topic "${topic}" is encrypted with ${keyId}, which is not declared.`);
  return parsePolicy(parseInputs(KeyInputs, key).policy);
}

function refuse({ arn, policy, keyPolicy }: Topic, { service, sourceArn }: Publisher): string | undefined {
  const context = { "aws:SourceAccount": ACCOUNT_ID, "aws:SourceArn": sourceArn };
  const allows = (by: Policy, action: string): boolean =>
    isAllowed(by, { principal: service, action, resource: arn, context });
  // Without a policy of its own a topic has SNS's default one, which lets its own account publish.
  if (policy !== undefined && !allows(policy, "sns:Publish")) {
    return `Resource: ${sourceArn} is not authorized to perform: SNS:Publish on resource: ${arn}`;
  }
  if (keyPolicy === "none") return undefined;
  const open =
    keyPolicy !== "closed" && ["kms:Decrypt", "kms:GenerateDataKey"].every((action) => allows(keyPolicy, action));
  return open ? undefined : `${service} does not have authorization to access the SNS topic encryption key.`;
}
