import { isUtf8 } from "node:buffer";
import * as v from "valibot";

/** What we read of a Function URL event, payload format 2.0. Source: AWS Lambda developer guide, "Invoking function URLs". */
export const FunctionUrlEvent = v.object({
  rawPath: v.string(),
  rawQueryString: v.optional(v.string(), ""),
  headers: v.optional(v.record(v.string(), v.optional(v.string())), () => ({})),
  cookies: v.optional(v.array(v.string()), () => []),
  body: v.optional(v.nullable(v.string())),
  isBase64Encoded: v.optional(v.boolean(), false),
  requestContext: v.object({
    requestId: v.optional(v.string()),
    domainName: v.optional(v.string(), "localhost"),
    http: v.object({ method: v.string() }),
  }),
});
export type FunctionUrlEvent = v.InferOutput<typeof FunctionUrlEvent>;

export interface FunctionUrlResult {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly cookies: string[];
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/** Reads an event as a web Request. Cookies arrive beside the headers and go back among them. */
export function toRequest(event: FunctionUrlEvent): Request {
  const { method } = event.requestContext.http;
  const headers = new Headers();
  for (const [name, value] of Object.entries(event.headers)) {
    // A value that is not Latin-1 text is no header; percent-encoded it is at least readable.
    if (value !== undefined)
      headers.set(name, /^[\t\x20-\x7e\x80-\xff]*$/.test(value) ? value : encodeURIComponent(value));
  }
  if (event.cookies.length > 0) headers.set("cookie", event.cookies.join("; "));
  const query = event.rawQueryString === "" ? "" : `?${event.rawQueryString}`;
  const url = new URL(`https://${event.requestContext.domainName}`);
  const body = bodyOf(event);
  return new Request(`${url.origin}${event.rawPath}${query}`, {
    method,
    headers,
    ...(method === "GET" || method === "HEAD" || body === undefined ? {} : { body }),
  });
}

function bodyOf({ body, isBase64Encoded }: FunctionUrlEvent): Uint8Array<ArrayBuffer> | undefined {
  if (body === undefined || body === null) return undefined;
  return new Uint8Array(Buffer.from(body, isBase64Encoded ? "base64" : "utf8"));
}

/** Writes a web Response as payload 2.0. What is compressed or no text travels in Base64. */
export async function toResult(response: Response): Promise<FunctionUrlResult> {
  const headers = Object.fromEntries([...response.headers].filter(([name]) => name !== "set-cookie"));
  const bytes = Buffer.from(await response.arrayBuffer());
  const isBase64Encoded = response.headers.has("content-encoding") || !isUtf8(bytes);
  return {
    statusCode: response.status,
    headers,
    cookies: response.headers.getSetCookie(),
    body: bytes.toString(isBase64Encoded ? "base64" : "utf8"),
    isBase64Encoded,
  };
}
