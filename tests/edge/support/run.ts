import vm from "node:vm";
import type { Cloud } from "cloudfront";
import * as v from "valibot";
import { route } from "../../../edge/router.ts";
import { type EdgeInput, type EdgeOutcome, Outcome } from "../../../testkit/edge/cases.ts";

interface FakeCloud extends Cloud {
  selected: string | null;
}

/** Stands in for CloudFront's module over one store; null is a store that cannot be read. */
function fakeCloud(kvs: EdgeInput["kvs"]): FakeCloud {
  return {
    selected: null,
    kvs() {
      if (kvs === null) throw new Error("no store is associated");
      return {
        get(key) {
          const value = Object.hasOwn(kvs, key) ? kvs[key] : undefined;
          return value === undefined ? Promise.reject(new Error("key not found")) : Promise.resolve(value);
        },
      };
    },
    selectRequestOriginById(originId) {
      this.selected = originId;
    },
  };
}

type Handler = (event: EdgeInput["event"], cloud: Cloud) => Promise<unknown>;

async function observe(input: EdgeInput, handler: Handler): Promise<EdgeOutcome> {
  const cloud = fakeCloud(input.kvs);
  try {
    // Through JSON: an object made in another context has another Object, and no engine but this one would see it.
    const result: unknown = JSON.parse(JSON.stringify(await handler(structuredClone(input.event), cloud)));
    return v.parse(Outcome, { origin: cloud.selected, error: null, result });
  } catch (error) {
    return { origin: cloud.selected, error: String(error), result: null };
  }
}

/** Runs the TypeScript source on one event. */
export function runSource(input: EdgeInput): Promise<EdgeOutcome> {
  return observe(input, route);
}

/** Compiles the built bundle once and gives a function that runs it on one event, without any of Node's globals. */
export function loadBundle(code: string): (input: EdgeInput) => Promise<EdgeOutcome> {
  const script = new vm.Script(code.replace("import cf from 'cloudfront';\n", ""));
  return (input) =>
    observe(input, (event, cloud) => {
      const context = vm.createContext({ cf: cloud, event });
      script.runInContext(context);
      return vm.runInContext("handler(event)", context) as Promise<unknown>;
    });
}
