import { Function as EdgeFunction } from "@pulumi/aws/cloudfront/function.js";
import { KeyValueStore } from "@pulumi/aws/cloudfront/keyValueStore.js";
import { KeyvaluestoreKey } from "@pulumi/aws/cloudfront/keyvaluestoreKey.js";
import * as pulumi from "@pulumi/pulumi";
import { aliasKey, LIVE_KEY } from "../rules/contract/edgeStore.ts";
import type { Names } from "./names.ts";

export interface EdgeArgs {
  readonly names: Names;
  /** The built router's source. */
  readonly code: string;
  /** The slot that is live until an operator promotes another one. */
  readonly firstSlot: string;
  /** Old charter ids and the slugs they became. */
  readonly aliases: Readonly<Record<string, string>>;
  /** Refuses to delete the store: operators' aliases are in no other place. */
  readonly protect: boolean;
  /** What the live pointer must not be ahead of. */
  readonly after: readonly pulumi.Resource[];
}

/** Computes the store's keys for the aliases, in a stable order. */
function aliasPlan(aliases: Readonly<Record<string, string>>): { key: string; value: string }[] {
  return Object.entries(aliases)
    .map(([oldId, slug]) => ({ key: aliasKey(oldId), value: slug }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** The CloudFront Function in front of every behavior, and the store it reads. */
export class Edge extends pulumi.ComponentResource {
  readonly routerArn: pulumi.Output<string>;
  readonly keyValueStoreArn: pulumi.Output<string>;

  constructor(name: string, args: EdgeArgs, opts?: pulumi.ComponentResourceOptions) {
    super("scc:infra:Edge", name, {}, opts);
    const store = new KeyValueStore(
      "edge",
      { name: args.names.keyValueStore, comment: "The live slot, and old charter links" },
      { parent: this, protect: args.protect },
    );
    this.createKeys(store, args);
    const router = new EdgeFunction(
      "router",
      {
        name: args.names.router,
        runtime: "cloudfront-js-2.0",
        code: args.code,
        publish: true,
        comment: "Routes every request of the charter site",
        keyValueStoreAssociations: [store.arn],
      },
      { parent: this },
    );
    this.routerArn = router.arn;
    this.keyValueStoreArn = store.arn;
    this.registerOutputs({ keyValueStoreArn: this.keyValueStoreArn });
  }

  private createKeys(store: KeyValueStore, args: EdgeArgs): void {
    new KeyvaluestoreKey(
      "live",
      { keyValueStoreArn: store.arn, key: LIVE_KEY, value: args.firstSlot },
      // Promotion and rollback own the value: an update uploads a slot and leaves the live one alone.
      { parent: this, ignoreChanges: ["value"], dependsOn: [...args.after] },
    );
    for (const alias of aliasPlan(args.aliases)) {
      new KeyvaluestoreKey(alias.key, { keyValueStoreArn: store.arn, ...alias }, { parent: this });
    }
  }
}
