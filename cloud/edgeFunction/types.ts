import { arnOf } from "../aws/account.ts";
import { identifier, physicalName, type ResourceTypes } from "../aws/description.ts";

/** CloudFront Functions' resource types and what AWS computes for them. */
export const EDGE_FUNCTION_TYPES: ResourceTypes = {
  "aws:cloudfront/function:Function": (declared) => {
    const name = physicalName(declared);
    const etag = identifier("E", name);
    const outputs = {
      name,
      arn: arnOf("cloudfront", `function/${name}`, ""),
      etag,
      liveStageEtag: etag,
      status: "DEPLOYED",
    };
    return { id: name, outputs };
  },
};
