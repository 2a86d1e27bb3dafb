import { ACCOUNT_ID, PARTITION } from "../aws/account.ts";
import { identifier, physicalName, textInput, type ResourceTypes } from "../aws/description.ts";

/** IAM's resource types and what AWS computes for them. */
export const IAM_TYPES: ResourceTypes = {
  "aws:iam/role:Role": (declared) => {
    const name = physicalName(declared);
    const arn = `arn:${PARTITION}:iam::${ACCOUNT_ID}:role/${name}`;
    return { id: name, outputs: { name, arn, uniqueId: identifier("AROA", name, 17) } };
  },
  "aws:iam/rolePolicy:RolePolicy": (declared) => {
    const name = physicalName(declared);
    return { id: `${textInput(declared.inputs, "role") ?? ""}:${name}`, outputs: { name } };
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ({ inputs }) => ({
    id: `${textInput(inputs, "role") ?? ""}/${textInput(inputs, "policyArn") ?? ""}`,
    outputs: {},
  }),
  "aws:iam/policy:Policy": (declared) => {
    const name = physicalName(declared);
    const arn = `arn:${PARTITION}:iam::${ACCOUNT_ID}:policy/${name}`;
    return { id: arn, outputs: { name, arn, policyId: identifier("ANPA", name, 17) } };
  },
};
