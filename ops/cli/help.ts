import { COMMON_FLAGS, flagsOf } from "./arguments.ts";
import type { Command, FlagSpec } from "./command.ts";

/** Writes the overview of all commands. */
export function describeCommands(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    "Usage: npm run ops -- COMMAND --stack STACK [options]",
    "",
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    "",
    ...flagLines(COMMON_FLAGS),
    "",
    "npm run ops -- COMMAND --help tells more. A stack is found with pulumi stack output, or by AWS_REGION and the",
    "variables SCC_URL, SCC_TABLE_NAME, SCC_BUCKET_NAME, SCC_FUNCTION_NAME and SCC_KEY_VALUE_STORE_ARN if they are set.",
    "AWS credentials come from where the AWS CLI takes them, such as AWS_PROFILE.",
    "Exit code: 0 done, 1 refused or not as it should be, 2 not a command.",
  ].join("\n");
}

/** Writes the help of one command. */
export function describeCommand(command: Command): string {
  const stack = command.stack === "needed" ? "--stack STACK" : "[--stack STACK]";
  return [
    `Usage: npm run ops -- ${[command.name, ...command.positionals, stack].join(" ")} [options]`,
    "",
    `  ${command.summary}`,
    "",
    ...flagLines(flagsOf(command)),
    ...(command.notes === undefined ? [] : ["", command.notes]),
  ].join("\n");
}

function flagLines(flags: Readonly<Record<string, FlagSpec>>): string[] {
  const left = Object.entries(flags).map(([name, { value }]) => `--${name}${value === undefined ? "" : ` ${value}`}`);
  const width = Math.max(...left.map((text) => text.length));
  return Object.values(flags).map(({ summary }, index) => `  ${(left[index] ?? "").padEnd(width)}  ${summary}`);
}
