import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { closeServer, listen } from "../http/listen.ts";
import { readBody } from "../http/readBody.ts";

/** A request to one of AWS's APIs; the path is percent-encoded as it was sent, header names are lower case. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** The answer of an API; a HEAD answer may state another content-length than its body's. */
export interface ApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** One service's API. */
export type ServiceApi = (request: ApiRequest) => Promise<ApiResponse>;

/** A running control plane. */
export interface ControlPlane {
  url: string;
  close(): Promise<void>;
}

/**
 * Starts the address that AWS's SDK clients talk to. The service that a request is for is named in
 * the credential scope of its signature; the signature itself is not verified. `services` is asked at each request,
 * because a reload replaces them.
 */
export async function startControlPlane(
  services: () => Readonly<Record<string, ServiceApi>>,
  onFault: (fault: unknown) => void = () => undefined,
): Promise<ControlPlane> {
  const server = createServer((incoming, outgoing) => {
    answer(incoming, services())
      .catch((fault: unknown) => {
        onFault(fault);
        return restFault(500, "InternalFailure", "The local cloud failed at this request; its log says why.");
      })
      .then((response) => {
        send(outgoing, incoming.method === "HEAD", response);
      }, onFault);
  });
  const port = await listen(server, 0);
  return { url: `http://localhost:${String(port)}`, close: () => closeServer(server) };
}

/** Builds an error in the shape of AWS's JSON APIs: the SDK throws it as the exception of that name. */
export function restFault(status: number, code: string, message: string): ApiResponse {
  return {
    status,
    headers: { "content-type": "application/json", "x-amzn-errortype": code },
    body: JSON.stringify({ __type: code, Message: message, message }),
  };
}

async function answer(incoming: IncomingMessage, services: Readonly<Record<string, ServiceApi>>): Promise<ApiResponse> {
  const body = await readBody(incoming);
  if (body === undefined)
    return restFault(413, "RequestTooLargeException", "The local cloud takes requests of up to 32 MB.");
  const service = serviceOf(incoming.headers.authorization);
  if (service === undefined)
    return restFault(
      403,
      "MissingAuthenticationToken",
      "The request has no AWS signature, so nothing says which service it is for.",
    );
  const api = Object.hasOwn(services, service) ? services[service] : undefined;
  if (api === undefined) {
    const known = Object.keys(services).sort().join(", ");
    return restFault(404, "UnknownService", `The local cloud has no API of the service "${service}"; it has ${known}.`);
  }
  return api(toApiRequest(incoming, body));
}

/** Reads the service from `Credential=KEY/DATE/REGION/SERVICE/aws4_request`; SigV4A's scope has no region. */
function serviceOf(authorization: string | undefined): string | undefined {
  return /Credential=[^,\s]*\/([^/,\s]+)\/aws4_request/.exec(authorization ?? "")?.[1];
}

function toApiRequest(incoming: IncomingMessage, body: Buffer): ApiRequest {
  const url = incoming.url ?? "/";
  const question = url.indexOf("?");
  const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [
    name,
    Array.isArray(value) ? value.join(", ") : (value ?? ""),
  ]);
  return {
    method: incoming.method ?? "GET",
    path: question === -1 ? url : url.slice(0, question),
    query: new URLSearchParams(question === -1 ? "" : url.slice(question + 1)),
    headers: Object.fromEntries(headers),
    body,
  };
}

function send(outgoing: ServerResponse, isHead: boolean, { status, headers, body }: ApiResponse): void {
  const length = status === 204 || status === 304 ? {} : { "content-length": String(Buffer.byteLength(body)) };
  outgoing.writeHead(status, { ...length, ...headers, "x-amzn-requestid": randomUUID() });
  outgoing.end(isHead ? undefined : body);
}
