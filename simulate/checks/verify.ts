import { verifyItems } from "../../ops/verify/verify.ts";
import { Violation } from "../world/violation.ts";
import { toExport } from "./exported.ts";
import type { Stored } from "./stored.ts";

/** Exports all that is stored, and has the operator's own command look at it. */
export async function checkVerify({ items }: Stored): Promise<void> {
  const { mismatches } = await verifyItems(toExport(items));
  if (mismatches.length > 0)
    throw new Violation("verify", mismatches.map(({ where, text }) => `${where}: ${text}`).join("\n"));
}
