import { parseArgs } from "node:util";

import { addAccount, describeAccounts, disable, parseAccount, parseEmail } from "./accounts.ts";
import { readNewPassword } from "./prompt.ts";
import { explainFailure, UsageError } from "./refusal.ts";
import { openStack } from "./stack.ts";

const HELP = `Usage: npm run ops -- accounts add --stack STACK --email E-MAIL --name NAME --role admin|crew
       npm run ops -- accounts list --stack STACK [--json]
       npm run ops -- accounts disable --stack STACK --email E-MAIL

  add       adds an account; asks twice for its password, or reads it from a pipe (one line)
  list      shows who can sign in; --json is for scripts (npm run --silent ops -- ...)
  disable   disables an account and ends its sessions at once

  --stack STACK     local (a running npm start), staging, prod
  --data DIRECTORY  where the local stack keeps its data (.local)
  --help            print this

The table is found with pulumi stack output, or by SCC_TABLE_NAME and AWS_REGION if they are set.
AWS credentials come from where the AWS CLI takes them, such as AWS_PROFILE.
Exit code: 0 done, 1 refused, 2 not a command.`;

const OPTIONS = {
  stack: { type: "string" },
  data: { type: "string" },
  email: { type: "string" },
  name: { type: "string" },
  role: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean" },
} as const;
type Flag = keyof typeof OPTIONS;

/** The flags of each action, besides those that all have. */
const ACTIONS = { add: ["email", "name", "role"], list: ["json"], disable: ["email"] } as const;
const COMMON: readonly Flag[] = ["stack", "data", "help"];

type Flags = ReturnType<typeof readArguments>["values"];

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (fault) {
    throw new UsageError(fault instanceof Error ? `${fault.message.split(". ")[0] ?? ""}.` : String(fault));
  }
}

/** Runs one command and returns the exit code. */
async function run(args: readonly string[]): Promise<number> {
  try {
    const { values, positionals } = readArguments(args);
    console.log(values.help === true ? HELP : await perform(positionals, values));
    return 0;
  } catch (fault) {
    if (fault instanceof UsageError) {
      console.error(`${fault.message} See npm run ops -- --help.`);
      return 2;
    }
    const explanation = explainFailure(fault);
    if (explanation === undefined) throw fault;
    console.error(explanation);
    return 1;
  }
}

function perform(positionals: readonly string[], flags: Flags): Promise<string> {
  const [topic, action = "", ...more] = positionals;
  if (topic !== "accounts" || !isAction(action) || more.length > 0) {
    throw new UsageError(`"${positionals.join(" ")}" is not a command; accounts add, accounts list and accounts disable are.`);
  }
  const known: readonly string[] = [...COMMON, ...ACTIONS[action]];
  const stray = Object.keys(flags).find((flag) => !known.includes(flag));
  if (stray !== undefined) throw new UsageError(`accounts ${action} takes no --${stray}.`);
  return act(action, flags);
}

function isAction(text: string): text is keyof typeof ACTIONS {
  return Object.hasOwn(ACTIONS, text);
}

function act(action: keyof typeof ACTIONS, flags: Flags): Promise<string> {
  const { stack, data, email, name, role } = flags;
  if (stack === undefined) throw new UsageError("--stack is missing: local, staging or prod.");
  // What is wrong with the command is said before anything is asked of Pulumi or AWS.
  switch (action) {
    case "add": {
      const account = parseAccount({ email, name, role });
      const askPassword = () => readNewPassword({ input: process.stdin, output: process.stderr }, account.email);
      return openStack({ stack, data }).then((opened) => addAccount(opened, account, askPassword));
    }
    case "list":
      return openStack({ stack, data }).then((opened) => describeAccounts(opened, flags.json === true));
    case "disable": {
      const address = parseEmail(email);
      return openStack({ stack, data }).then((opened) => disable(opened, address));
    }
  }
}

// The SDK's notice about coming Node versions is none of the operator's business.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
process.exitCode = await run(process.argv.slice(2));
