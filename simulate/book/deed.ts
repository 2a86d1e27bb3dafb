/** `open`: sent, and nobody heard what became of it. `taken`: acknowledged. `refused`: somebody was told that it was not done. */
type Outcome = "open" | "taken" | "refused";

/** Something that somebody wanted done, once, under one id however often it was sent. */
export interface Deed<What> {
  readonly id: string;
  /** The charter that it is about, or the day. */
  readonly slug: string;
  readonly what: What;
  outcome: Outcome;
  /** Which version has acknowledged it; what the one before makes of it is its own business. */
  takenBy: "now" | "before" | undefined;
  /** When it was first acknowledged: it was heard no later. */
  takenAt: string | undefined;
  /** Whether what was refused may be there all the same: a copy of its request was on its way, or had come before. */
  echoes: boolean;
}

/** The deeds of one kind, by their ids. */
export type Deeds<What> = Map<string, Deed<What>>;

/** Writes down what somebody is about to do; a second tap is the same deed. */
export function intend<What>(deeds: Deeds<What>, id: string, slug: string, what: NoInfer<What>): Deed<What> {
  const deed: Deed<What> = deeds.get(id) ?? {
    id,
    slug,
    what,
    outcome: "open",
    takenBy: undefined,
    takenAt: undefined,
    echoes: false,
  };
  deeds.set(id, deed);
  return deed;
}

/** Statuses that say "not now", and nothing about what was asked. */
const NOT_NOW: ReadonlySet<number> = new Set([401, 408, 425, 429]);

/** Writes down what an answer says of a deed. What was acknowledged once stays so. */
export function conclude(deed: Deed<unknown>, status: number, version: "now" | "before", at: number): void {
  if (status >= 200 && status < 300) {
    deed.outcome = "taken";
    deed.takenBy = version;
    deed.takenAt ??= new Date(at).toISOString();
  } else if (status >= 400 && status < 500 && !NOT_NOW.has(status) && deed.outcome === "open") {
    deed.outcome = "refused";
    // The one before refuses a signature again that it has, where the charter was called off meanwhile.
    if (version === "before") deed.echoes = true;
  }
}

/** Takes what is only ours out of what was wanted. */
export function requestOf<What extends { readonly by: string }>({ what }: Deed<What>): Omit<What, "by"> {
  return Object.fromEntries(Object.entries(what).filter(([name]) => name !== "by")) as Omit<What, "by">;
}
