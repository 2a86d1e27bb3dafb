import { parseArgs, type ParseArgsConfig } from "node:util";

/** Reads the flags of a command line; an unknown one or a missing value throws what `refuse` makes of the reason. */
export function readFlags<Options extends NonNullable<ParseArgsConfig["options"]>>(
  args: readonly string[],
  options: Options,
  refuse: (reason: string) => Error,
) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (fault) {
    // Node's second sentence is about its own way of escaping.
    throw refuse(fault instanceof Error ? (fault.message.split(". ")[0] ?? "") : String(fault));
  }
}
