/** What the function is asked to do by an event that is no request. */

/** The event with which the schedule asks the function to queue what is due and to sweep the outbox. */
export const SWEEP_EVENT = { source: "scc.schedule", task: "outbox-sweep" } as const;
/** What is the same in each event with which a request asks for the mails that it has just written; `keys` is beside it. */
export const DELIVER_EVENT = { source: "scc.request", task: "outbox-deliver" } as const;
/**
 * How such an event is treated that the function fails to handle: not tried again, and given up after so many seconds in
 * the queue. The sweep has sent its mails by then.
 */
export const DELIVER_RETRIES = { attempts: 0, ageSeconds: 60 } as const;
