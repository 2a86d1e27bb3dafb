import { randomBytes } from "node:crypto";
import { respondText, type OriginResponse } from "../origin.ts";

/** S3's answer when the caller may not, or may not know. */
export function accessDenied(): OriginResponse {
  return fault(403, "AccessDenied", "Access Denied");
}

/** S3's answer for a missing key when the caller may list the bucket. */
export function noSuchKey(key: string): OriginResponse {
  return fault(404, "NoSuchKey", "The specified key does not exist.", `<Key>${escapeXml(key)}</Key>`);
}

/** S3's answer to a method that the resource does not take. */
export function methodNotAllowed(method: string): OriginResponse {
  const details = `<Method>${escapeXml(method)}</Method><ResourceType>OBJECT</ResourceType>`;
  return fault(405, "MethodNotAllowed", "The specified method is not allowed against this resource.", details);
}

/** S3's answer to a range outside the object. */
export function rangeNotSatisfiable(size: number): OriginResponse {
  return fault(416, "InvalidRange", "The requested range is not satisfiable", `<ActualObjectSize>${size}</ActualObjectSize>`);
}

function fault(status: number, code: string, message: string, details = ""): OriginResponse {
  const requestId = randomBytes(8).toString("hex").toUpperCase();
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message>${details}<RequestId>${requestId}</RequestId></Error>`;
  return respondText(status, "application/xml", text, { server: "AmazonS3", "x-amz-request-id": requestId });
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
