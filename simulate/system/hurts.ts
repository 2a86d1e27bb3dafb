import type { Random } from "../chance/random.ts";

/**
 * What a call of the table comes to. `away`: it never came there. `unheard`: it was done, and the answer lost. `again`: it was
 * done, the answer lost, and the SDK asked a second time, which sees what the first has done.
 */
export type TableHurt = "away" | "unheard" | "again";

/** What happens to one invocation of the function. */
export interface Hurts {
  /** Before which of its calls it dies; never, where it has fewer. */
  readonly diesAt: number | undefined;
  /** What each call of the table comes to. */
  readonly table: () => TableHurt | undefined;
  /** Whether asking for its mails to be sent fails. */
  readonly asksInVain: boolean;
}

/** Nothing goes wrong. */
export const UNHURT: Hurts = { diesAt: undefined, table: () => undefined, asksInVain: false };

/** How rough the machinery is, in percent. */
export interface Weather {
  /** Of invocations that die. */
  readonly deaths: number;
  /** Of calls of the table that go wrong. */
  readonly table: number;
  /** Of requests or answers that are lost, doubled or late. */
  readonly network: number;
}

export const CALM: Weather = { deaths: 0, table: 0, network: 0 };

/** Lets chance decide what happens to an invocation. */
export function hurtsOf({ deaths, table }: Weather, random: Random): Hurts {
  return {
    diesAt: random.percent(deaths) ? random.below(12) : undefined,
    table: () => (random.percent(table) ? random.pick<TableHurt>(["away", "unheard", "again"]) : undefined),
    asksInVain: random.percent(deaths),
  };
}
