import { createRequire } from "node:module";
import type * as PulumiNamespace from "@pulumi/pulumi";
import { join } from "node:path";
import { CLOUD_ROOT } from "../bundle/root.ts";

type Load = (request: string, parent: unknown, isMain: boolean) => object;
type Pulumi = typeof PulumiNamespace;
interface Debuggable {
  debuggablePromise: <T>(promise: Promise<T>) => Promise<T>;
}

// Pulumi's SDK loads these two only to serialize closures into Lambda functions, which few programs do.
// Together they are two thirds of its import time (measured: 470 of 660 ms), so they load on first use.
const ON_FIRST_USE = new Set(["typescript", "@npmcli/arborist"]);

// The program must find the same copy: the SDK's state is global to it.
const requireFromCloud = createRequire(join(CLOUD_ROOT, "cloud.ts"));

let loaded: Pulumi | undefined;

/** Loads Pulumi's Node SDK once, with the packages that only closure serialization needs left for their first use. */
export function loadPulumi(): Pulumi {
  loaded ??= withoutTraces(requireLazily("@pulumi/pulumi"));
  return loaded;
}

/** The SDK writes out a stack trace for each of its promises, thousands in all, for a report that nobody asks for here. */
function withoutTraces(pulumi: Pulumi): Pulumi {
  const debuggable = requireFromCloud("@pulumi/pulumi/runtime/debuggable.js") as Debuggable;
  debuggable.debuggablePromise = (promise) => promise;
  return pulumi;
}

function requireLazily(name: string): Pulumi {
  // The CommonJS loader's only hook in Node 20; Pulumi's compiled files require() each other through it.
  const loader = requireFromCloud("node:module") as { _load: Load };
  const original = loader._load;
  loader._load = (request, parent, isMain) =>
    ON_FIRST_USE.has(request)
      ? deferModule(() => original.call(loader, request, parent, isMain))
      : original.call(loader, request, parent, isMain);
  try {
    return requireFromCloud(name) as Pulumi;
  } finally {
    loader._load = original;
  }
}

function deferModule(load: () => object): object {
  let module: object | undefined;
  const get = (): object => (module ??= load());
  return new Proxy(
    function deferred() {
      /* stands for a module that may itself be a class */
    },
    {
      // A namespace import asks whether it is an ES module, and would load it to know. Called one, it is used as it is.
      get: (_target, key) => key === "__esModule" || (Reflect.get(get(), key) as unknown),
      has: (_target, key) => Reflect.has(get(), key),
      construct: (_target, args) => Reflect.construct(get() as new () => object, args) as object,
    },
  );
}
