import type { EdgeFunction } from "../edgeFunction/function.ts";
import type { Origin } from "../http/origin.ts";
import type { AccessControl, BehaviorConfig, DistributionConfig } from "./config.ts";
import {
  findCachePolicy,
  findOriginRequestPolicy,
  type CachePolicy,
  type OriginRequestPolicy,
} from "./managedPolicies.ts";
import { matchesPathPattern, normalizePath } from "./pathPattern.ts";
import type { ResponseHeadersPolicy } from "./responseHeaders.ts";
import type * as v from "valibot";

/** An origin access control. */
export type Access = v.InferOutput<typeof AccessControl>;

/** An origin of the distribution, with what signs its requests. */
export interface Target {
  id: string;
  fetch: Origin;
  access: Access | undefined;
  timeoutMilliseconds: number;
}

/** A behavior with everything it names looked up. */
export interface Behavior {
  pattern: string | undefined;
  target: Target;
  allowedMethods: ReadonlySet<string>;
  cachePolicy: CachePolicy;
  originRequestPolicy: OriginRequestPolicy | undefined;
  responseHeaders: ResponseHeadersPolicy | undefined;
  compress: boolean;
  edgeFunction: EdgeFunction | undefined;
}

/** The realised resources that a distribution refers to. */
export interface Parts {
  /** By domain name. */
  origins: ReadonlyMap<string, Origin>;
  functions: readonly EdgeFunction[];
  responseHeaders: readonly ResponseHeadersPolicy[];
  accessControls: readonly Access[];
}

// CloudFront's default response timeout.
const READ_TIMEOUT_SECONDS = 30;

/** Looks up every origin; one that no declared resource answers for is an error that names it. */
export function resolveTargets(config: DistributionConfig, parts: Parts): Map<string, Target> {
  return new Map(
    config.origins.map((origin) => {
      const fetch = parts.origins.get(origin.domainName);
      if (fetch === undefined)
        throw new Error(
          `The origin "${origin.originId}" is ${origin.domainName}, which no declared resource answers for.`,
        );
      const access = parts.accessControls.find(({ id }) => id === origin.originAccessControlId);
      if (origin.originAccessControlId !== undefined && access === undefined) {
        throw new Error(`The origin "${origin.originId}" names an origin access control that is not declared.`);
      }
      const timeoutMilliseconds = 1_000 * (origin.customOriginConfig?.originReadTimeout ?? READ_TIMEOUT_SECONDS);
      return [origin.originId, { id: origin.originId, fetch, access, timeoutMilliseconds }];
    }),
  );
}

/** Looks up what the behaviors name, in their order, the default one last. */
export function resolveBehaviors(
  config: DistributionConfig,
  targets: ReadonlyMap<string, Target>,
  parts: Parts,
): Behavior[] {
  const all: BehaviorConfig[] = [...config.orderedCacheBehaviors, config.defaultCacheBehavior];
  return all.map((behavior) => resolveBehavior(behavior, targets, parts));
}

function resolveBehavior(config: BehaviorConfig, targets: ReadonlyMap<string, Target>, parts: Parts): Behavior {
  const label = `The behavior ${config.pathPattern ?? "(default)"}`;
  const target = require(targets.get(
    config.targetOriginId,
  ), `${label} names the unknown origin "${config.targetOriginId}".`);
  const association = config.functionAssociations[0];
  return {
    pattern: config.pathPattern,
    target,
    allowedMethods: new Set(config.allowedMethods),
    cachePolicy: findCachePolicy(config.cachePolicyId),
    originRequestPolicy: findOriginRequestPolicy(config.originRequestPolicyId),
    responseHeaders:
      config.responseHeadersPolicyId === undefined
        ? undefined
        : require(parts.responseHeaders.find(
            ({ id }) => id === config.responseHeadersPolicyId,
          ), `${label} names an unknown response headers policy.`),
    compress: config.compress,
    edgeFunction:
      association === undefined
        ? undefined
        : require(parts.functions.find(
            ({ arn }) => arn === association.functionArn,
          ), `${label} names an unknown function.`),
  };
}

function require<T>(value: T | undefined, message: string): T {
  if (value === undefined) throw new Error(message);
  return value;
}

/** Chooses the behavior for a raw path: the first whose pattern matches the normalised path, else the default. */
export function chooseBehavior(behaviors: readonly Behavior[], rawPath: string): Behavior {
  const path = normalizePath(rawPath);
  const chosen = behaviors.find(({ pattern }) => pattern === undefined || matchesPathPattern(pattern, path));
  if (chosen === undefined) throw new Error("a distribution always has a default behavior");
  return chosen;
}
