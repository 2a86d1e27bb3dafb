import { arnOf } from "../aws/account.ts";
import { uuidOf, type ResourceTypes } from "../aws/description.ts";

/** KMS's resource types and what AWS computes for them. */
export const KMS_TYPES: ResourceTypes = {
  "aws:kms/key:Key": ({ name }) => {
    const keyId = uuidOf(`key/${name}`);
    return { id: keyId, outputs: { keyId, arn: arnOf("kms", `key/${keyId}`) } };
  },
};
