import * as v from "valibot";
import { parseInputs, type Resource } from "../graph/graph.ts";

/** A header that a policy puts on responses; without `override` the origin's own value stays. */
export interface PolicyHeader {
  name: string;
  value: string;
  override: boolean;
}

const override = { override: v.boolean() };

const PolicyInputs = v.strictObject({
  name: v.optional(v.string()),
  comment: v.optional(v.string()),
  securityHeadersConfig: v.optional(
    v.strictObject({
      contentSecurityPolicy: v.optional(v.strictObject({ contentSecurityPolicy: v.string(), ...override })),
      contentTypeOptions: v.optional(v.strictObject(override)),
      frameOptions: v.optional(v.strictObject({ frameOption: v.picklist(["DENY", "SAMEORIGIN"]), ...override })),
      referrerPolicy: v.optional(v.strictObject({ referrerPolicy: v.string(), ...override })),
      strictTransportSecurity: v.optional(
        v.strictObject({
          accessControlMaxAgeSec: v.number(),
          includeSubdomains: v.optional(v.boolean(), false),
          preload: v.optional(v.boolean(), false),
          ...override,
        }),
      ),
      xssProtection: v.optional(
        v.strictObject({
          protection: v.boolean(),
          modeBlock: v.optional(v.boolean(), false),
          ...override,
        }),
      ),
    }),
    {},
  ),
  customHeadersConfig: v.optional(
    v.strictObject({
      items: v.optional(v.array(v.strictObject({ header: v.string(), value: v.string(), ...override })), []),
    }),
    {},
  ),
  removeHeadersConfig: v.optional(v.strictObject({ items: v.array(v.strictObject({ header: v.string() })) }), {
    items: [],
  }),
});

type Security = v.InferOutput<typeof PolicyInputs>["securityHeadersConfig"];

/** A realised response headers policy. */
export interface ResponseHeadersPolicy {
  id: string;
  set: readonly PolicyHeader[];
  remove: readonly string[];
}

/** Realises a declared response headers policy. */
export function realiseResponseHeaders(resource: Resource): ResponseHeadersPolicy {
  const inputs = parseInputs(PolicyInputs, resource);
  const custom = inputs.customHeadersConfig.items.map(({ header, value, override: wins }) => ({
    name: header.toLowerCase(),
    value,
    override: wins,
  }));
  const remove = inputs.removeHeadersConfig.items.map(({ header }) => header.toLowerCase());
  return { id: resource.id, set: [...securityHeaders(inputs.securityHeadersConfig), ...custom], remove };
}

function securityHeaders(config: Security): PolicyHeader[] {
  const headers: PolicyHeader[] = [];
  const add = (name: string, item: { override: boolean } | undefined, value: string): void => {
    if (item !== undefined) headers.push({ name, value, override: item.override });
  };
  const { strictTransportSecurity: transport, xssProtection: xss } = config;
  add(
    "content-security-policy",
    config.contentSecurityPolicy,
    config.contentSecurityPolicy?.contentSecurityPolicy ?? "",
  );
  add("x-content-type-options", config.contentTypeOptions, "nosniff");
  add("x-frame-options", config.frameOptions, config.frameOptions?.frameOption ?? "");
  add("referrer-policy", config.referrerPolicy, config.referrerPolicy?.referrerPolicy ?? "");
  add(
    "strict-transport-security",
    transport,
    transport === undefined
      ? ""
      : [
          `max-age=${transport.accessControlMaxAgeSec}`,
          ...(transport.includeSubdomains ? ["includeSubDomains"] : []),
          ...(transport.preload ? ["preload"] : []),
        ].join("; "),
  );
  add("x-xss-protection", xss, xss?.protection === true ? (xss.modeBlock ? "1; mode=block" : "1") : "0");
  return headers;
}

/** Applies a policy to the headers of a response; names are lower case. */
export function applyResponseHeaders(
  policy: ResponseHeadersPolicy | undefined,
  headers: Record<string, string>,
): Record<string, string> {
  if (policy === undefined) return headers;
  const result = { ...headers };
  for (const name of policy.remove) Reflect.deleteProperty(result, name);
  for (const { name, value, override: wins } of policy.set) {
    if (wins || !(name in result)) result[name] = value;
  }
  return result;
}
