import { Refusal } from "../refusal.ts";
import type { Check } from "../smoke/check.ts";

/** A change that is to be made and has to prove itself. `Made`: what undoing it takes. */
export interface Change<Made> {
  /** Makes it; throws where nothing was changed. */
  make(): Promise<Made>;
  /** Names of the checks that failed before it was made: what it did not break is no reason to take it back. */
  readonly failedBefore: ReadonlySet<string>;
  /** Waits until viewers see it; answers why they do not. */
  arrive(): Promise<string | undefined>;
  smoke(): Promise<readonly Check[]>;
  /** Takes it back, unless somebody else has made another change meanwhile: then it answers what is live. */
  undo(made: Made): Promise<Undo>;
  /** Says that it is being taken back, to whoever presses Ctrl-C once more. */
  insisted(): void;
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

/**
 * Makes a change, looks at it as viewers do, and takes it back when it broke something, or when the operator presses Ctrl-C, be
 * it as it is being made. From before it is made until it has held or is taken back, no Ctrl-C ends the command.
 */
export async function tryOut<Made>(change: Change<Made>): Promise<Verdict> {
  const interruption = awaitInterruption(() => {
    change.insisted();
  });
  try {
    const made = await makeSurely(change);
    const { ok, checks, reason } = await Promise.race([find(change), interruption.happened]);
    return ok ? { outcome: "held", checks } : { checks, reason, ...(await takeBack(change, made)) };
  } finally {
    interruption.ignore();
  }
}

async function find(change: Change<unknown>): Promise<Finding> {
  try {
    const late = await change.arrive();
    if (late !== undefined) return { ok: false, checks: [], reason: late };
    const checks = await change.smoke();
    return { ok: checks.every(({ ok, name }) => ok || change.failedBefore.has(name)), checks, reason: "" };
  } catch (fault) {
    return { ok: false, checks: [], reason: `The smoke test broke off: ${describeFault(fault)}.` };
  }
}

async function takeBack<Made>(
  change: Change<Made>,
  made: Made,
): Promise<{ outcome: "undone" | "overtaken" | "stuck"; detail: string }> {
  try {
    const undo = await change.undo(made);
    return undo.undone ? { outcome: "undone", detail: undo.note } : { outcome: "overtaken", detail: undo.now };
  } catch (fault) {
    return { outcome: "stuck", detail: describeFault(fault) };
  }
}

function describeFault(fault: unknown): string {
  return fault instanceof Error ? `${fault.name}: ${fault.message}`.replace(/\.$/, "") : String(fault);
}

/** What a second Ctrl-C gets to hear. */
export const INSISTED = "It is being taken back, which takes some seconds; then the command ends";

/** Makes a change, or says that nobody knows whether it was made: the stack stopped answering, and what is live was not looked at. */
async function makeSurely<Made>(change: Change<Made>): Promise<Made> {
  try {
    return await change.make();
  } catch (fault) {
    if (fault instanceof Refusal) throw fault;
    throw new Refusal(
      `The stack stopped answering as it was to be changed (${describeFault(fault)}). WHETHER IT WAS CHANGED IS NOT KNOWN, and nothing was looked at. Once it answers, see what is live, run smoke, and go back if need be.`,
    );
  }
}

/** What ends a command from outside: Ctrl-C, a shutdown, a terminal that is closed. */
const ENDINGS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Without this, Ctrl-C would leave a change live that nobody has looked at. */
function awaitInterruption(insisted: () => void) {
  let interrupted = false;
  let interrupt = (): void => undefined;
  const happened = new Promise<Finding>((resolve) => {
    interrupt = () => {
      if (interrupted) insisted();
      interrupted = true;
      resolve({ ok: false, checks: [], reason: "It was interrupted before it had proved itself." });
    };
  });
  for (const ending of ENDINGS) process.on(ending, interrupt);
  return {
    happened,
    ignore: () => {
      for (const ending of ENDINGS) process.off(ending, interrupt);
    },
  };
}
