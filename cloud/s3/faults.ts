import { randomBytes } from "node:crypto";
import { respondText, type OriginResponse } from "../http/origin.ts";
import { element, XML_HEAD } from "./xml.ts";

/** S3's answer when the caller may not, or may not know. */
export function accessDenied(): OriginResponse {
  return s3Fault(403, "AccessDenied", "Access Denied");
}

/** S3's answer for a missing key when the caller may list the bucket. */
export function noSuchKey(key: string): OriginResponse {
  return s3Fault(404, "NoSuchKey", "The specified key does not exist.", element("Key", key));
}

/** S3's answer to a method that the resource does not take. */
export function methodNotAllowed(method: string): OriginResponse {
  const details = `${element("Method", method)}<ResourceType>OBJECT</ResourceType>`;
  return s3Fault(405, "MethodNotAllowed", "The specified method is not allowed against this resource.", details);
}

/** S3's answer to a range outside the object. */
export function rangeNotSatisfiable(size: number): OriginResponse {
  return s3Fault(416, "InvalidRange", "The requested range is not satisfiable", element("ActualObjectSize", size));
}

/** Builds S3's answer to a request that failed; `details` are more elements of its XML. */
export function s3Fault(status: number, code: string, message: string, details = ""): OriginResponse {
  const requestId = randomBytes(8).toString("hex").toUpperCase();
  const text = `${XML_HEAD}<Error><Code>${code}</Code>${element("Message", message)}${details}<RequestId>${requestId}</RequestId></Error>`;
  return respondText(status, "application/xml", text, { server: "AmazonS3", "x-amz-request-id": requestId });
}
