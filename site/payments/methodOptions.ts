import { METHODS, type Method } from "../../rules/contract/api/payment.ts";
import { METHOD_LABELS } from "../labels.ts";

/** The ways money changes hands that the company offers, as choices of a form; with the one that is chosen already, whatever it is. */
export function methodOptions(offered: readonly string[], chosen: string): readonly (readonly [Method, string])[] {
  const isOffered = (method: Method): boolean => offered.length === 0 || offered.includes(method) || method === chosen;
  return METHODS.filter(isOffered).map((method) => [method, METHOD_LABELS[method]] as const);
}
