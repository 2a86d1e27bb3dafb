import { openAccess, type Access, type Refusal } from "../aws/access.ts";
import { isTemporary } from "../aws/accessKeys.ts";
import { needsOf } from "./needs.ts";
import type { TableCall } from "./tables.ts";

/** Stands before the tables and lets through what callers may do. */
export interface Guard extends Pick<Access, "admit"> {
  /** Says why the owner of an access key may not make a call; undefined when it may. */
  refusal(accessKeyId: string, call: TableCall): Refusal | undefined;
}

/** Opens a guard that knows nobody but operators; `onRefusal` hears whom it sends away, and why. */
export function openGuard(onRefusal: (message: string) => void): Guard {
  const access = openAccess(onRefusal);
  return {
    admit: (principals) => {
      access.admit(principals);
    },
    refusal: (accessKeyId, { action, input }) =>
      isTemporary(accessKeyId) ? access.refusal(accessKeyId, needsOf(action, input)) : undefined,
  };
}
