import * as v from "valibot";

import { ENVIRONMENT_BYTES_MAX, environmentBytes, type MergedEnvironment } from "../../rules/stack/mergeEnvironment.ts";
import { Variables } from "../../rules/stack/config.ts";
import { SECRET_ENVIRONMENT_KEY } from "../../rules/stack/configProblems.ts";
import { stackEnvironment } from "../../rules/stack/functionVariables.ts";
import { tableNameOf } from "../../rules/stack/tableName.ts";
import { parsePlain, valueOf } from "./configuration.ts";
import { ok, problem, skipped, type Finding } from "./finding.ts";
import type { GmailAccess } from "./gmail.ts";
import type { StackValues } from "./stackConfig.ts";

const CHECK = "Lambda environment";
/** Every slot is as long as this one, and only its length counts here. */
const ANY_SLOT = "000000000000";

/** Reads what Gmail is asked with; undefined unless all three secrets could be read. */
export function gmailAccess(values: StackValues): GmailAccess | undefined {
  const clientId = valueOf(values, "gmailClientId");
  const clientSecret = valueOf(values, "gmailClientSecret");
  const refreshToken = valueOf(values, "gmailRefreshToken");
  if (clientId === undefined || clientSecret === undefined || refreshToken === undefined) return undefined;
  return { clientId, clientSecret, refreshToken, endpoint: valueOf(values, "gmailEndpoint") };
}

/** Merges the environment as the program does, over what an adopted function carries; undefined where a value is missing. */
export function mergeValues(stack: string, values: StackValues, existing: Variables): MergedEnvironment | undefined {
  const plain = parsePlain(values);
  const gmail = gmailAccess(values);
  if (!plain.success || gmail === undefined) return undefined;
  const extra = v.safeParse(Variables, valueOf(values, SECRET_ENVIRONMENT_KEY) ?? "{}");
  if (!extra.success)
    return {
      ok: false,
      problems: [
        "scc:secretEnvironment is no object of strings: set its values with --secret --path scc:secretEnvironment.NAME.",
      ],
    };
  const tableName = plain.output.adopt.table ?? tableNameOf(stack);
  return stackEnvironment({
    stack,
    config: plain.output,
    tableName,
    slot: ANY_SLOT,
    gmail,
    secretEnvironment: extra.output,
    existing,
  });
}

/** Judges the environment that an update would give the function: clashes, reserved names, and its size. */
export function judgeEnvironment(stack: string, values: StackValues): Finding {
  const merged = mergeValues(stack, values, {});
  if (merged === undefined) return skipped(CHECK, "needs the whole configuration, decrypted.");
  if (!merged.ok) return problem(CHECK, merged.problems.join(" "), `pulumi config --stack ${stack}`);
  const bytes = environmentBytes(merged.variables);
  return ok(
    CHECK,
    `${Object.keys(merged.variables).length} variables, ${bytes} of ${ENVIRONMENT_BYTES_MAX} bytes, no name reserved or given twice.`,
  );
}
