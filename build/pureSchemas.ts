import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/** What runs a schema instead of making one. */
const RUNS = ["parse", "safeParse", "is", "assert"];
const MAKES = new RegExp(`\\bv\\.(?!(?:${RUNS.join("|")})\\()\\w+\\(`, "g");

/**
 * Lets the bundler drop the schemas of rules/ that nothing in a bundle uses. Making one has no effect, and valibot says so
 * with `@__NO_SIDE_EFFECTS__`; esbuild heeds that only inside of valibot's own file, so each call is marked here as well.
 */
export const PURE_SCHEMAS: Plugin = {
  name: "pure-schemas",
  setup(bundler) {
    bundler.onLoad({ filter: /[\\/]rules[\\/].*\.ts$/ }, async ({ path }) => ({
      loader: "ts",
      contents: (await readFile(path, "utf8")).replace(MAKES, "/* @__PURE__ */ $&"),
    }));
  },
};
