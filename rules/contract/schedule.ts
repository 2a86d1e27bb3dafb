/** The event with which the schedule asks the function to queue what is due and to sweep the outbox. */
export const SWEEP_EVENT = { source: "scc.schedule", task: "outbox-sweep" } as const;
