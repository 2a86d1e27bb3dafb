import { UNHURT, type Hurts } from "./hurts.ts";
import { ALONE, type Turn } from "./turns.ts";

/** One invocation of the function, from its event to its answer or its death. */
export interface Invocation {
  readonly turn: Turn;
  readonly hurts: Hurts;
  /** Of the version that handles it. */
  readonly version: string;
  /** How many calls it has begun. */
  calls: number;
  died: boolean;
  /** Whether anything was done to it that it may complain of. */
  hurt: boolean;
  /** What its log calls a fault. */
  readonly faults: string[];
  /** Ends it: nothing that it does after this happens. */
  readonly die: () => void;
  readonly dead: Promise<"died">;
}

/** Begins an invocation. */
export function beginInvocation(version: string, turn: Turn = ALONE, hurts: Hurts = UNHURT): Invocation {
  let end: (how: "died") => void = () => undefined;
  const dead = new Promise<"died">((resolve) => {
    end = resolve;
  });
  const invocation: Invocation = {
    turn,
    hurts,
    version,
    calls: 0,
    died: false,
    hurt: false,
    faults: [],
    dead,
    die: () => {
      invocation.died = true;
      invocation.hurt = true;
      end("died");
    },
  };
  return invocation;
}

const NEVER = new Promise<never>(() => undefined);

/** Waits for a call's turn; where the invocation dies before it, for ever. */
export async function beforeCall(invocation: Invocation, what: string): Promise<void> {
  await invocation.turn.wait(what);
  if (!invocation.died && invocation.calls === invocation.hurts.diesAt) invocation.die();
  invocation.calls += 1;
  if (invocation.died) await NEVER;
}
