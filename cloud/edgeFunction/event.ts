import * as v from "valibot";

const Values = v.record(
  v.string(),
  v.object({ value: v.string(), multiValue: v.optional(v.array(v.object({ value: v.string() }))) }),
);

/** Headers, query parameters or cookies as CloudFront Functions see them. */
export type EdgeValues = v.InferOutput<typeof Values>;

/** The request object of a viewer-request event. */
export interface EdgeRequest {
  method: string;
  uri: string;
  querystring: EdgeValues;
  headers: EdgeValues;
  cookies: EdgeValues;
}

/** Where an event happens. */
export interface EdgeContext {
  distributionDomainName: string;
  distributionId: string;
  requestId: string;
  viewerAddress: string;
}

/** Builds the event of a viewer request; every text stays percent-encoded as the viewer sent it. */
export function toEdgeEvent(request: EdgeRequest, context: EdgeContext): object {
  const { viewerAddress, ...rest } = context;
  return { version: "1.0", context: { ...rest, eventType: "viewer-request" }, viewer: { ip: viewerAddress }, request };
}

/** Splits a query string into CloudFront's structure, without decoding; `a` alone has an empty value. */
export function toEdgeQuery(queryString: string): EdgeValues {
  const pairs = queryString
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const at = pair.indexOf("=");
      return at === -1 ? ([pair, ""] as const) : ([pair.slice(0, at), pair.slice(at + 1)] as const);
    });
  return collect(pairs);
}

/** Splits a Cookie header into CloudFront's structure. */
export function toEdgeCookies(header: string | undefined): EdgeValues {
  if (header === undefined) return {};
  const pairs = header
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair !== "")
    .map((pair) => {
      const at = pair.indexOf("=");
      return at === -1 ? ([pair, ""] as const) : ([pair.slice(0, at), pair.slice(at + 1)] as const);
    });
  return collect(pairs);
}

/** Turns name and value pairs into CloudFront's structure: repeated names get `multiValue`, `value` is the first. */
export function collect(pairs: readonly (readonly [string, string])[]): EdgeValues {
  const collected: EdgeValues = {};
  for (const [name, value] of pairs) {
    const known = Object.hasOwn(collected, name) ? collected[name] : undefined;
    if (known === undefined) collected[name] = { value };
    else known.multiValue = [...(known.multiValue ?? [{ value: known.value }]), { value }];
  }
  return collected;
}

/** Writes CloudFront's structure back as a query string. */
export function fromEdgeQuery(values: EdgeValues): string {
  return flatten(values)
    .map(([name, value]) => (value === "" ? name : `${name}=${value}`))
    .join("&");
}

/** Lists every name and value, repeated names once per value. */
export function flatten(values: EdgeValues): [string, string][] {
  return Object.entries(values).flatMap(([name, { value, multiValue }]) =>
    (multiValue ?? [{ value }]).map((item): [string, string] => [name, item.value]),
  );
}

const ReturnedRequest = v.object({
  method: v.optional(v.string()),
  uri: v.string(),
  querystring: v.optional(v.union([v.string(), Values]), {}),
  headers: v.optional(Values, {}),
  cookies: v.optional(Values, {}),
});

const Body = v.union([
  v.string(),
  v.object({ encoding: v.optional(v.picklist(["text", "base64"]), "text"), data: v.string() }),
]);

const ReturnedResponse = v.object({
  statusCode: v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599)),
  statusDescription: v.optional(v.string(), ""),
  headers: v.optional(Values, {}),
  cookies: v.optional(
    v.record(
      v.string(),
      v.object({
        value: v.string(),
        attributes: v.optional(v.string()),
        multiValue: v.optional(v.array(v.object({ value: v.string(), attributes: v.optional(v.string()) }))),
      }),
    ),
    {},
  ),
  body: v.optional(Body, ""),
});

/** A response that the function generated. */
export type EdgeResponse = v.InferOutput<typeof ReturnedResponse>;

/** What the function returned: the request to go on with, or a response. */
export type EdgeReturn =
  | { kind: "request"; request: v.InferOutput<typeof ReturnedRequest> }
  | { kind: "response"; response: EdgeResponse };

/** Parses what a function returned; undefined means that CloudFront would refuse its shape. */
export function parseReturn(value: unknown): EdgeReturn | undefined {
  if (typeof value === "object" && value !== null && "statusCode" in value) {
    const response = v.safeParse(ReturnedResponse, value);
    return response.success ? { kind: "response", response: response.output } : undefined;
  }
  const request = v.safeParse(ReturnedRequest, value);
  return request.success ? { kind: "request", request: request.output } : undefined;
}
