import { arnOf } from "../aws/account.ts";
import { identifier, physicalName, textInput, uuidOf, type ResourceTypes } from "../aws/description.ts";

/** CloudFront KeyValueStore's resource types and what AWS computes for them. */
export const KVS_TYPES: ResourceTypes = {
  "aws:cloudfront/keyValueStore:KeyValueStore": (declared) => {
    const name = physicalName(declared);
    const id = uuidOf(`kvs/${name}`);
    // The provider's id is the name; the service's own identifier is the last part of the ARN.
    return {
      id: name,
      outputs: { name, arn: arnOf("cloudfront", `key-value-store/${id}`, ""), etag: identifier("K", name) },
    };
  },
  "aws:cloudfront/keyvaluestoreKey:KeyvaluestoreKey": ({ inputs }) => ({
    id: `${textInput(inputs, "keyValueStoreArn") ?? ""},${textInput(inputs, "key") ?? ""}`,
    outputs: { totalSizeInBytes: (textInput(inputs, "key") ?? "").length + (textInput(inputs, "value") ?? "").length },
  }),
};
