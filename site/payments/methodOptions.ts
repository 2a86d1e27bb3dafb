import { METHODS } from "../../rules/contract/api/payment.ts";
import { METHOD_LABELS } from "../labels.ts";

/** The ways money changes hands, as choices of a form. */
export const METHOD_OPTIONS = METHODS.map((method) => [method, METHOD_LABELS[method]] as const);
