import { resolve } from "node:path";
import * as v from "valibot";
import { loadPulumi } from "./pulumiSdk.ts";

// Pulumi's marks on the wire (sdk/nodejs/runtime/rpc.ts).
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Tells whether a value is a Pulumi secret. */
export function isSecret(value: unknown): value is { value: unknown } {
  return typeof value === "object" && value !== null && (value as Record<string, unknown>)[SIGNATURE] === SECRET;
}

/** Reveals secrets, waits for outputs and turns Pulumi's assets into plain values; relative paths begin at `root`. */
export async function plain(value: unknown, root: string): Promise<unknown> {
  const { Output, asset } = loadPulumi();
  if (typeof value !== "object" || value === null) return value;
  if (Output.isInstance(value))
    return plain(
      await new Promise((settle) => {
        value.apply(settle);
      }),
      root,
    );
  if (isSecret(value)) return plain(value.value, root);
  if (asset.Asset.isInstance(value) || asset.Archive.isInstance(value)) return plainAsset(value, root);
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return Promise.all(items.map((item) => plain(item, root)));
  }
  const entries = Object.entries(value).map(async ([key, item]) => [key, await plain(item, root)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

async function plainAsset(value: object, root: string): Promise<unknown> {
  if ("path" in value) return { asset: "file", path: resolve(root, v.parse(v.string(), await value.path)) };
  if ("text" in value) return { asset: "text", text: await value.text };
  throw new Error("The local cloud reads FileAsset, StringAsset and FileArchive only.");
}
