import { arnOf } from "../aws/account.ts";
import { physicalName, type ResourceTypes } from "../aws/description.ts";

/** DynamoDB's resource types and what AWS computes for them. */
export const DYNAMODB_TYPES: ResourceTypes = {
  "aws:dynamodb/table:Table": (declared) => {
    const name = physicalName(declared);
    return { id: name, outputs: { name, arn: arnOf("dynamodb", `table/${name}`) } };
  },
};
