import type { Check } from "../smoke/check.ts";

/** A change that is made and has to prove itself. */
export interface Change {
  /** Names of the checks that failed before it was made: what it did not break is no reason to take it back. */
  readonly failedBefore: ReadonlySet<string>;
  /** Waits until viewers see it; answers why they do not. */
  arrive(): Promise<string | undefined>;
  smoke(): Promise<readonly Check[]>;
  /** Takes it back, unless somebody else has made another change meanwhile: then it answers what is live. */
  undo(): Promise<Undo>;
}

/** `note` says what else there is to know; empty when all is as it was. */
export type Undo = { readonly undone: true; readonly note: string } | { readonly undone: false; readonly now: string };

/** What became of it. */
export type Verdict =
  | { readonly outcome: "held"; readonly checks: readonly Check[] }
  | {
      readonly outcome: "undone" | "overtaken" | "stuck";
      readonly checks: readonly Check[];
      /** Why it should not stay, when that is not a failed check. */
      readonly reason: string;
      /** What is live now (overtaken), why it could not be taken back (stuck), or what else there is to know. */
      readonly detail: string;
    };

interface Finding {
  readonly ok: boolean;
  readonly checks: readonly Check[];
  readonly reason: string;
}

/** Looks at a change as viewers do, and takes it back when it broke something, or when the operator presses Ctrl-C. */
export async function tryOut(change: Change): Promise<Verdict> {
  const interruption = awaitInterruption();
  try {
    const { ok, checks, reason } = await Promise.race([find(change), interruption.happened]);
    return ok ? { outcome: "held", checks } : { checks, reason, ...(await takeBack(change)) };
  } finally {
    interruption.ignore();
  }
}

async function find(change: Change): Promise<Finding> {
  try {
    const late = await change.arrive();
    if (late !== undefined) return { ok: false, checks: [], reason: late };
    const checks = await change.smoke();
    return { ok: checks.every(({ ok, name }) => ok || change.failedBefore.has(name)), checks, reason: "" };
  } catch (fault) {
    return { ok: false, checks: [], reason: `The smoke test broke off: ${describeFault(fault)}.` };
  }
}

async function takeBack(change: Change): Promise<{ outcome: "undone" | "overtaken" | "stuck"; detail: string }> {
  try {
    const undo = await change.undo();
    return undo.undone ? { outcome: "undone", detail: undo.note } : { outcome: "overtaken", detail: undo.now };
  } catch (fault) {
    return { outcome: "stuck", detail: describeFault(fault) };
  }
}

function describeFault(fault: unknown): string {
  return fault instanceof Error ? `${fault.name}: ${fault.message}`.replace(/\.$/, "") : String(fault);
}

/** Without this, Ctrl-C would leave a change live that nobody has looked at. A second Ctrl-C ends the command. */
function awaitInterruption() {
  let interrupt = (): void => undefined;
  const happened = new Promise<Finding>((resolve) => {
    interrupt = () => {
      resolve({ ok: false, checks: [], reason: "It was interrupted before it had proved itself." });
    };
  });
  process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
  return {
    happened,
    ignore: () => {
      process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
    },
  };
}
