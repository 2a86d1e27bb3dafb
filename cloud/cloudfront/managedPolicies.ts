/** How long and by what a behavior caches; seconds. The key is host and path, plus what the viewer takes of the encodings named here. */
export interface CachePolicy {
  name: string;
  minimumTtl: number;
  defaultTtl: number;
  maximumTtl: number;
  gzip: boolean;
  brotli: boolean;
}

/** What of the viewer's request reaches the origin beside the cache key. */
export interface OriginRequestPolicy {
  name: string;
  /** Everything of the viewer but these headers. */
  exceptHeaders: readonly string[];
}

// Developer guide, "Use managed cache policies".
const CACHE_POLICIES: Readonly<Record<string, CachePolicy>> = {
  "4135ea2d-6df8-44a3-9df3-4b5a84be39ad": {
    name: "CachingDisabled",
    minimumTtl: 0,
    defaultTtl: 0,
    maximumTtl: 0,
    gzip: false,
    brotli: false,
  },
  "658327ea-f89d-4fab-a63d-7e88639e58f6": {
    name: "CachingOptimized",
    minimumTtl: 1,
    defaultTtl: 86_400,
    maximumTtl: 31_536_000,
    gzip: true,
    brotli: true,
  },
};

// Developer guide, "Use managed origin request policies".
const ORIGIN_REQUEST_POLICIES: Readonly<Record<string, OriginRequestPolicy>> = {
  "b689b0a8-53d0-40ab-baf2-68738e2966ac": { name: "AllViewerExceptHostHeader", exceptHeaders: ["host"] },
};

/** Finds a managed cache policy; an unknown id is an error that names it. */
export function findCachePolicy(id: string): CachePolicy {
  const policy = CACHE_POLICIES[id];
  if (policy === undefined) throw new Error(`The local cloud does not know the cache policy ${id}.`);
  return policy;
}

/** Finds a managed origin request policy; none declared means none, an unknown id is an error that names it. */
export function findOriginRequestPolicy(id: string | undefined): OriginRequestPolicy | undefined {
  if (id === undefined) return undefined;
  const policy = ORIGIN_REQUEST_POLICIES[id];
  if (policy === undefined) throw new Error(`The local cloud does not know the origin request policy ${id}.`);
  return policy;
}
