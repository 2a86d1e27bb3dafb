/** What is typed on this page and not sent yet, and the question before it is left behind. In one place: no form asks by itself. */

/** What would be lost; `tried`: it was sent, and nobody knows what came of it; `codes`: they are shown only now. */
export type Loss = "typed" | "tried" | "codes";

/** Tells whether something would be lost, and what, where it is not just typed. */
export type Holds = () => boolean | Loss;

/** Tells whether nothing would be lost. */
export function isFree(): boolean {
  return holding().length === 0;
}

interface Leaving {
  /** What would be lost. */
  readonly lost: readonly Holds[];
  readonly proceed: () => void;
}

const holders = new Set<Holds>();
const watchers = new Set<() => void>();
let asked: Leaving | undefined;

/** Takes something into account that can hold what is typed, until the answered function is called. */
export function hold(holds: Holds): () => void {
  if (holders.size === 0) addEventListener("beforeunload", warn);
  holders.add(holds);
  return () => {
    holders.delete(holds);
    // A page with such a listener is not kept by the browser for Back.
    if (holders.size === 0) removeEventListener("beforeunload", warn);
  };
}

function holding(): readonly Holds[] {
  return [...holders].filter((holds) => holds());
}

/** The browser asks in its own words, as no page may. */
function warn(event: BeforeUnloadEvent): void {
  if (!isFree()) event.preventDefault();
}

/** Goes on at once where nothing would be lost, and else asks first. `only`: no other form is left behind. */
export function leave(proceed: () => void, only?: Holds): void {
  const lost = only === undefined ? holding() : [only].filter((holds) => holds());
  if (lost.length === 0) proceed();
  else ask({ lost, proceed });
}

/** Answers the question: goes on without what was typed, or stays. */
export function answer(goesOn: boolean): void {
  const leaving = asked;
  ask(undefined);
  if (!goesOn || leaving === undefined) return;
  for (const holds of leaving.lost) holders.delete(holds);
  leaving.proceed();
}

/** Tells whether somebody is being asked. */
export function isAsked(): boolean {
  return asked !== undefined;
}

/** Tells what somebody is asked about. */
export function askedAbout(): Loss {
  const lost = asked?.lost.map((holds) => holds()) ?? [];
  return (["tried", "codes"] as const).find((loss) => lost.includes(loss)) ?? "typed";
}

/** Watches whether somebody is being asked, until the answered function is called. */
export function watchAsked(tell: () => void): () => void {
  watchers.add(tell);
  return () => {
    watchers.delete(tell);
  };
}

function ask(leaving: Leaving | undefined): void {
  asked = leaving;
  for (const tell of watchers) tell();
}
