import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/** What runs a schema instead of making one. */
const RUNS = ["parse", "safeParse", "is", "assert"];
const MAKES = new RegExp(`\\bv\\.(?!(?:${RUNS.join("|")})\\()\\w+\\(`, "g");
/** A schema with a name of its own, to the end of its statement. */
const NAMED = new RegExp(`^((?:export )?const \\w+ = )(${MAKES.source}(?:(?!;\\n)[^])*);$`, "gm");

/**
 * Lets the bundler drop the schemas of rules/ that nothing in a bundle uses. Making one has no effect, and valibot says so
 * with `@__NO_SIDE_EFFECTS__`; esbuild heeds that only inside of valibot's own file, so each call is marked here as well.
 * A named one is put into a call as a whole: a spread in it (`...Other.entries`) could have effects, for all esbuild knows.
 */
export const PURE_SCHEMAS: Plugin = {
  name: "pure-schemas",
  setup(bundler) {
    bundler.onLoad({ filter: /[\\/]rules[\\/].*\.ts$/ }, async ({ path }) => ({
      loader: "ts",
      contents: mark(await readFile(path, "utf8")),
    }));
  },
};

function mark(source: string): string {
  return source.replace(NAMED, "$1/* @__PURE__ */ (() => $2)();").replace(MAKES, "/* @__PURE__ */ $&");
}
