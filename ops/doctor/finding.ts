/** How one check came out; "skipped" where there is nothing to look at. */
export type State = "ok" | "warning" | "problem" | "skipped";

/** What one check says, in a line. */
export interface Finding {
  readonly check: string;
  readonly state: State;
  readonly message: string;
  /** What the operator types to put it right; several lines where it takes several commands. */
  readonly command: string | null;
}

/** Says that all is well. */
export function ok(check: string, message: string): Finding {
  return { check, state: "ok", message, command: null };
}

/** Says that something wants a look; `pulumi up` works all the same. */
export function warning(check: string, message: string, command: string): Finding {
  return { check, state: "warning", message, command };
}

/** Says that something is wrong: `pulumi up` would fail, or do harm. */
export function problem(check: string, message: string, command: string): Finding {
  return { check, state: "problem", message, command };
}

/** Says why there is nothing to look at. */
export function skipped(check: string, message: string): Finding {
  return { check, state: "skipped", message, command: null };
}
