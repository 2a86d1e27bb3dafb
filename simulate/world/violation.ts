/** What must always hold, by the names under which a run reports it. */
export const INVARIANTS = {
  answers:
    "no strange answer: 5xx only where something was killed or the table was away, refusals only for what is refused",
  faults: "nothing is logged as a fault where nothing was done to it",
  money:
    "every acknowledged payment, refund and reversal is in its ledger once, nothing else is, and the balance is theirs",
  signatures: "every acknowledged signature is stored once, as it was signed, and nothing that was refused",
  manifest: "every acknowledged patron is on the list, and each is where and called what the latest word says",
  departures: "every acknowledged briefing, departure and return is recorded once",
  moves: "every acknowledged move is made once, and the charter goes by what the last one says",
  history: "what was done once is told once",
  closeouts: "every acknowledged count of a day's cash is kept once",
  mail: "every mail that was owed goes out, says the same each time, and twice only where an answer was lost",
  pages: "every page of every charter shows, and shows what was acknowledged",
  tally: "the month list counts what the records say",
  verify: "ops verify finds nothing",
  authors: "nothing is recorded under another name than whose it is, and nobody is refused for it who is signed in",
  queues: "no phone keeps what can be sent, and none loses what waits",
  flood: "nobody is turned away for a flood that there is not",
} as const;
export type Invariant = keyof typeof INVARIANTS;

/** Something that must never be was found. */
export class Violation extends Error {
  readonly invariant: Invariant;

  constructor(invariant: Invariant, message: string) {
    super(message);
    this.name = "Violation";
    this.invariant = invariant;
  }
}
