import { runLine } from "./cli/run.ts";
import { COMMANDS } from "./commands.ts";

// The SDK's notice about coming Node versions is none of the operator's business.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
process.exitCode = await runLine(COMMANDS, process.argv.slice(2), {
  input: process.stdin,
  answers: process.stdout,
  messages: process.stderr,
});
