import { AsyncLocalStorage } from "node:async_hooks";
import type { MockMonitor } from "@pulumi/pulumi/runtime/mocks.js";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb.js";
import type { ResourceOptions } from "../graph/graph.ts";
import { loadPulumi } from "./pulumiSdk.ts";

const NONE: ResourceOptions = { retainOnDelete: false, ignoreChanges: [], importId: "" };

export interface WatchedOptions {
  /** Called by a mock: the options of the resource it is asked for. */
  readonly now: () => ResourceOptions;
  /** Ends it. On Node before 24 a storage that is left on slows each promise of the process, and thirty slow it fiftyfold. */
  readonly end: () => void;
}

/**
 * Watches the registrations at Pulumi's mock monitor. It hands the mocks a resource's inputs and not its options, which
 * are in the same request.
 */
export function watchOptions(): WatchedOptions {
  const asked = new AsyncLocalStorage<ResourceOptions>();
  // Set by setMocks; the SDK's type is the one of the real monitor's client.
  const monitor = loadPulumi().runtime.getMonitor() as unknown as MockMonitor;
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request: RegisterResourceRequest, callback) =>
    asked.run(
      {
        retainOnDelete: request.getRetainondelete() ?? false,
        ignoreChanges: request.getIgnorechangesList(),
        importId: request.getImportid(),
      },
      () => register(request, callback),
    );
  return {
    now: () => asked.getStore() ?? NONE,
    end: () => {
      asked.disable();
    },
  };
}
