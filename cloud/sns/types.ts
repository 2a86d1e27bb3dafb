import { arnOf } from "../aws/account.ts";
import { physicalName, textInput, uuidOf, type ResourceTypes } from "../aws/description.ts";

/** SNS's resource types and what AWS computes for them. */
export const SNS_TYPES: ResourceTypes = {
  "aws:sns/topic:Topic": (declared) => {
    const name = physicalName(declared);
    const arn = arnOf("sns", name);
    return { id: arn, outputs: { name, arn } };
  },
  "aws:sns/topicPolicy:TopicPolicy": (declared) => ({ id: physicalName(declared, "arn"), outputs: {} }),
  "aws:sns/topicSubscription:TopicSubscription": ({ name, inputs }) => {
    const arn = `${textInput(inputs, "topic") ?? ""}:${uuidOf(`subscription/${name}`)}`;
    return { id: arn, outputs: { arn } };
  },
};
