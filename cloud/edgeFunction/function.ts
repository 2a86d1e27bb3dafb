import * as v from "valibot";
import type { Clock } from "../clock/clock.ts";
import { parseResource, type Resource } from "../graph/graph.ts";
import type { KeyValueStore } from "../kvs/store.ts";
import type { Logs } from "../data/logs.ts";
import { compileEdgeFunction, type EdgeEngine } from "./engine.ts";

const FunctionInputs = v.object({
  name: v.string(),
  arn: v.string(),
  code: v.string(),
  runtime: v.literal("cloudfront-js-2.0", "only cloudfront-js-2.0 is realised here"),
  publish: v.optional(v.boolean(), true),
  keyValueStoreAssociations: v.optional(
    v.pipe(v.array(v.string()), v.maxLength(1, "a function has one store at most")),
    [],
  ),
});

// CloudFront's limit; the AWS provider accepts four times as much, so that only the service itself would complain.
const MAXIMUM_BYTES = 10_240;

/** A realised CloudFront Function, found by its ARN. */
export interface EdgeFunction {
  arn: string;
  run: EdgeEngine;
}

/** Realises a declared CloudFront Function as its built code, with the store associated to it. */
export function realiseEdgeFunction(
  resource: Resource,
  stores: readonly KeyValueStore[],
  { clock, logs }: { clock: Clock; logs: Logs },
): EdgeFunction {
  const { name, arn, code, publish, keyValueStoreAssociations } = parseResource(FunctionInputs, resource);
  const bytes = Buffer.byteLength(code);
  if (bytes > MAXIMUM_BYTES)
    throw new Error(`The CloudFront Function ${name} has ${bytes} bytes; CloudFront takes ${MAXIMUM_BYTES}.`);
  if (!publish) throw new Error(`The CloudFront Function ${name} is not published, so no behavior can use it.`);
  const store = stores.find((candidate) => keyValueStoreAssociations.includes(candidate.arn));
  if (keyValueStoreAssociations.length > 0 && store === undefined) {
    throw new Error(`The CloudFront Function ${name} names a KeyValueStore that is not declared.`);
  }
  return {
    arn,
    run: compileEdgeFunction(code, store, {
      now: () => clock.now(),
      log: (text) => {
        logs.write({ source: name, text });
      },
    }),
  };
}
