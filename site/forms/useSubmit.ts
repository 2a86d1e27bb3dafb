import { useRef, useState } from "preact/hooks";

import type { ApiFailure, Sent } from "../api/apiFetch.ts";
import { explain, fieldProblems, isUndecided, type Explanation } from "../api/failure.ts";
import { stillWrong, type Refused } from "./formErrors.ts";
import type { Errors, Read } from "./read.ts";

export interface Submission {
  readonly sending: boolean;
  /** What is wrong with each field, until it is put right. */
  readonly errors: Errors;
  /** How often the form was refused: each time the first bad field takes the focus. */
  readonly refusals: number;
  readonly failure: Explanation | undefined;
  /** Whether that says only what is said of each field: a form that shows them all shows it no second time. */
  readonly byField: boolean;
  /** Whether what was typed is with the server, or safe on this device: then it can be left behind. */
  readonly over: { readonly current: boolean };
  /** Whether it was sent and nobody knows what came of it: it may be on record. */
  readonly tried: { readonly current: boolean };
}

/** A form that has nothing to send: it only asks. */
export const NOTHING_SENT: Submission = {
  sending: false,
  errors: {},
  refusals: 0,
  failure: undefined,
  byField: false,
  over: { current: false },
  tried: { current: false },
};

interface Steps<R, T> {
  /**
   * Reads the form, at the instant of the press; what was sent and may be on record is sent again as of then. It is called
   * at every rendering, so it must change nothing.
   */
  readonly read: (at: string) => Read<R>;
  readonly send: (request: R, at: string) => Promise<Sent<T>>;
  /** `waits`: it is done on this device only, until there is a signal. */
  readonly done: (data: T, waits: boolean) => void;
  /** The form could not be read: it may ask for more than it did. */
  readonly unread?: () => void;
  /** What was sent is safe on this device and waits for a signal. Only a form whose write can wait needs it. */
  readonly kept?: () => void;
  /** Replaces the usual explanation where a form knows better. */
  readonly refused?: (result: ApiFailure) => Explanation | undefined;
}

interface State<R> extends Refused<R> {
  readonly sending: boolean;
  readonly refusals: number;
  readonly failure: Explanation | undefined;
  readonly byField: boolean;
}

/** Source: RFC 9110 15.3.3. It is how the client answers a change that waits (client/charters.ts). */
export const ACCEPTED = 202;
const IDLE = { sending: false, errors: {}, sent: undefined, failure: undefined, byField: false };

/** Runs a form: reads it, sends it once at a time, and keeps what went wrong for the form to show. */
export function useSubmit<R extends object, T>(steps: Steps<R, T>): readonly [Submission, () => void] {
  const [state, setState] = useState<State<R>>({ ...IDLE, refusals: 0 });
  // A second tap can come before the next rendering: state alone would let it through.
  const busy = useRef(false);
  const over = useRef(false);
  const tried = useRef(false);
  const pressedAt = useRef<string | undefined>(undefined);
  const put = (part: Partial<State<R>>): void => {
    setState(({ refusals }) => ({ ...IDLE, refusals, ...part }));
  };
  const refuse = (part: Partial<State<R>>): void => {
    setState(({ refusals }) => ({ ...IDLE, refusals: refusals + 1, ...part }));
  };

  async function run(): Promise<void> {
    if (busy.current) return;
    const at = (tried.current && pressedAt.current) || new Date().toISOString();
    pressedAt.current = at;
    const read = steps.read(at);
    if (!read.ok) {
      refuse({ errors: read.errors });
      steps.unread?.();
      return;
    }
    busy.current = true;
    put({ sending: true });
    const before = tried.current;
    tried.current = true;
    const result = await steps.send(read.request, at);
    // A refusal of what was sent again says nothing of what was sent first.
    tried.current = before || isUndecided(result);
    busy.current = false;
    over.current = result.ok || result.kind === "waiting" || result.kind === "written";
    if (result.ok) {
      put({});
      steps.done(result.data, result.status === ACCEPTED);
    } else if (result.kind === "waiting") {
      put({});
      steps.kept?.();
    } else {
      const errors = fieldProblems(result);
      const better = steps.refused?.(result);
      refuse({
        errors,
        sent: read.request,
        failure: better ?? explain(result),
        byField: better === undefined && Object.keys(errors).length > 0,
      });
    }
  }
  const { sending, refusals, failure, byField } = state;
  return [
    {
      sending,
      refusals,
      failure,
      byField,
      over,
      tried,
      errors: stillWrong(state, steps.read(pressedAt.current ?? new Date().toISOString())),
    },
    () => void run(),
  ];
}
