import { useRef, useState } from "preact/hooks";

import type { ApiFailure, Sent } from "../api.ts";
import { explain, fieldProblems, type Explanation } from "../failure.ts";
import type { Errors, Read } from "../model/paymentForm.ts";

export interface Submission {
  readonly sending: boolean;
  readonly errors: Errors;
  readonly failure: Explanation | undefined;
}

interface Steps<R, T> {
  readonly read: () => Read<R>;
  readonly send: (request: R) => Promise<Sent<T>>;
  readonly done: (data: T) => void;
  /** What was sent is safe on this device and waits for a signal. Only a form whose write can wait needs it. */
  readonly kept?: () => void;
  /** Replaces the usual explanation where a form knows better. */
  readonly refused?: (result: ApiFailure) => Explanation | undefined;
}

const IDLE: Submission = { sending: false, errors: {}, failure: undefined };

/** Runs a form: reads it, sends it once at a time, and keeps what went wrong for the form to show. */
export function useSubmit<R, T>(steps: Steps<R, T>): readonly [Submission, () => void] {
  const [submission, setSubmission] = useState<Submission>(IDLE);
  // A second tap can come before the next rendering: state alone would let it through.
  const busy = useRef(false);

  async function run(): Promise<void> {
    if (busy.current) return;
    const read = steps.read();
    if (!read.ok) {
      setSubmission({ ...IDLE, errors: read.errors });
      return;
    }
    busy.current = true;
    setSubmission({ ...IDLE, sending: true });
    const result = await steps.send(read.request);
    busy.current = false;
    if (result.ok) {
      setSubmission(IDLE);
      steps.done(result.data);
      return;
    }
    if (result.kind === "waiting") {
      setSubmission(IDLE);
      steps.kept?.();
      return;
    }
    setSubmission({ sending: false, errors: fieldProblems(result), failure: steps.refused?.(result) ?? explain(result) });
  }
  return [submission, () => void run()];
}
