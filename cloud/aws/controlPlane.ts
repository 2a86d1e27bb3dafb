import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { answerRequests, splitUrl, type Answering, type WholeRequest } from "../http/answering.ts";
import { closeServer, listen } from "../http/listen.ts";
import type { Access, Need, Refusal } from "./access.ts";
import { accessKeyOf } from "./accessKeys.ts";

/** A request to one of AWS's APIs; the path is percent-encoded as it was sent, header names are lower case. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Says why its caller may not do what an operation needs; each API asks before it does it, and words the refusal. */
  refusal(needs: readonly Need[]): Refusal | undefined;
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
 * the credential scope of its signature; the signature itself is not verified, but whoever signs with the key of a function's
 * role may do what that role may. `services` is asked at each request, because a reload replaces them.
 */
export async function startControlPlane(
  services: () => Readonly<Record<string, ServiceApi>>,
  access: Access,
  { onFault, clock }: Pick<Answering, "onFault" | "clock">,
): Promise<ControlPlane> {
  const server = createServer();
  answerRequests(server, {
    pages: "own",
    answer: async (request) => {
      const response = await answer(request, services(), access);
      return { ...response, headers: { ...response.headers, "x-amzn-requestid": randomUUID() } };
    },
    tooLarge: restFault(413, "RequestTooLargeException", "The local cloud takes requests of up to 32 MB."),
    failed: restFault(500, "InternalFailure", "The local cloud failed at this request; its log says why."),
    onFault,
    clock,
  });
  const port = await listen(server, 0);
  return { url: `http://localhost:${String(port)}`, close: () => closeServer(server) };
}

/** Words a refusal as AWS's JSON APIs do. */
export function restRefusal({ code, message }: Refusal): ApiResponse {
  return restFault(403, code === "AccessDenied" ? "AccessDeniedException" : "UnrecognizedClientException", message);
}

/** Builds an error in the shape of AWS's JSON APIs: the SDK throws it as the exception of that name. */
export function restFault(status: number, code: string, message: string): ApiResponse {
  return {
    status,
    headers: { "content-type": "application/json", "x-amzn-errortype": code },
    body: JSON.stringify({ __type: code, Message: message, message }),
  };
}

async function answer(
  request: WholeRequest,
  services: Readonly<Record<string, ServiceApi>>,
  access: Access,
): Promise<ApiResponse> {
  const service = serviceOf(request.headers.authorization);
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
  return api(toApiRequest(request, access));
}

/** Reads the service from `Credential=KEY/DATE/REGION/SERVICE/aws4_request`; SigV4A's scope has no region. */
function serviceOf(authorization: string | undefined): string | undefined {
  return /Credential=[^,\s]*\/([^/,\s]+)\/aws4_request/.exec(authorization ?? "")?.[1];
}

function toApiRequest(request: WholeRequest, access: Access): ApiRequest {
  const accessKeyId = accessKeyOf(request.headers.authorization, request.url);
  const { path, queryString } = splitUrl(request.url);
  const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [
    name,
    Array.isArray(value) ? value.join(", ") : (value ?? ""),
  ]);
  return {
    method: request.method,
    path,
    query: new URLSearchParams(queryString),
    headers: Object.fromEntries(headers),
    body: request.body,
    refusal: (needs) => access.refusal(accessKeyId, needs),
  };
}
