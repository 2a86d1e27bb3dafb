import { ACCOUNT_ID, PARTITION } from "../aws/account.ts";
import { identifier, physicalName, textInput, type ResourceTypes } from "../aws/description.ts";

/** Roles and their policies: they have ARNs; what a role may do is not enforced by the local parts. */
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
};
