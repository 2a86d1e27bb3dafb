import { ACCOUNT_ID, arnOf } from "../aws/account.ts";
import { physicalName, type ResourceTypes } from "../aws/description.ts";

/** The resource types of AWS Budgets and what AWS computes for them. */
export const BUDGETS_TYPES: ResourceTypes = {
  "aws:budgets/budget:Budget": (declared) => {
    const name = physicalName(declared);
    return {
      id: `${ACCOUNT_ID}:${name}`,
      outputs: { name, accountId: ACCOUNT_ID, arn: arnOf("budgets", `budget/${name}`, "") },
    };
  },
};
