import { arnOf } from "../aws/account.ts";
import { digest, identifier, physicalName, uuidOf, type ResourceTypes } from "../aws/description.ts";

// CloudFront's own hosted zone, the same for every distribution.
const HOSTED_ZONE_ID = "Z2FDTNDATAQYW2";

/** CloudFront's resource types and what AWS computes for them. */
export const CLOUDFRONT_TYPES: ResourceTypes = {
  "aws:cloudfront/originAccessControl:OriginAccessControl": (declared) => {
    const name = physicalName(declared);
    const id = identifier("E", `oac/${name}`);
    return {
      id,
      outputs: { name, arn: arnOf("cloudfront", `origin-access-control/${id}`, ""), etag: identifier("ET", name) },
    };
  },
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": (declared) => {
    const name = physicalName(declared);
    const id = uuidOf(`headers/${name}`);
    return {
      id,
      outputs: { name, arn: arnOf("cloudfront", `response-headers-policy/${id}`, ""), etag: identifier("ET", name) },
    };
  },
  "aws:cloudfront/distribution:Distribution": ({ name }) => {
    const id = identifier("E", `distribution/${name}`);
    const domainName = `d${digest(id).slice(0, 13)}.cloudfront.net`;
    const arn = arnOf("cloudfront", `distribution/${id}`, "");
    return {
      id,
      outputs: { arn, domainName, hostedZoneId: HOSTED_ZONE_ID, status: "Deployed", etag: identifier("ET", id) },
    };
  },
};
