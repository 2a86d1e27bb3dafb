import type { Key } from "../../lambda/dynamodb/table.ts";
import type { Book } from "../book/book.ts";
import type { Deed } from "../book/deed.ts";
import type { Random } from "../chance/random.ts";
import { hurtsOf, UNHURT, type Hurts, type Weather } from "../system/hurts.ts";
import type { System } from "../system/system.ts";
import type { Turn } from "../system/turns.ts";
import type { Wire } from "../system/wire.ts";
import type { Version } from "../versions/version.ts";
import type { Phone } from "./phone.ts";
import type { Staff } from "./staff.ts";
import type { Violation } from "./violation.ts";
import type { Trace } from "./trace.ts";

/** A copy of a request that arrives long after whoever sent it has given up. */
export interface LateCopy {
  readonly at: number;
  readonly wire: Wire;
  readonly about: string;
  readonly deeds: readonly Deed<unknown>[];
}

/** Everything that a run is about. */
export interface World {
  readonly system: System;
  readonly book: Book;
  readonly trace: Trace;
  readonly timeZone: string;
  /** Signing closes so many hours after a charter's day. */
  readonly closesHours: number;
  readonly staff: readonly Staff[];
  readonly phones: Phone[];
  /** Whose phone looks at everything when all is at rest. */
  inspector: Phone | undefined;
  /** The versions that clients are of. */
  readonly clients: { readonly now: Version; readonly before: Version };
  weather: Weather;
  /** Which version answers. */
  live: "now" | "before";
  /** Whether the one before has answered anything. */
  rolledBack: boolean;
  /** Whether a version that is still to come writes, too. */
  readonly hasFuture: boolean;
  /** What it has added to the totals of charters, in cents. */
  readonly newer: Map<string, number>;
  /** Slugs of the charters that there are, oldest first. */
  readonly charters: string[];
  late: LateCopy[];
  /** Mails that requests have asked to be sent, and nobody has heard yet. */
  asked: (readonly Key[])[];
  /** What was found where it could not be thrown; looked at after each step. */
  found: Violation | undefined;
  /** Waiver pages as they were read, for who signs without a signal. */
  readonly pages: Map<string, WaiverPage>;
}

/** What of a waiver page a signature names. */
export interface WaiverPage {
  /** Under which slug it was: an old link leads to the charter's own. */
  readonly slug: string;
  readonly version: string;
  readonly sha256: string;
  readonly language: "en" | "es";
}

/** One thing that happens: in a world, by chance, when it is its turn. */
export interface Scene {
  readonly world: World;
  /** When it began: what somebody enters then is of that instant, however often it is sent. */
  readonly at: number;
  /** Decides what they do. */
  readonly random: Random;
  /** Decides what happens to it: of a second tap, which does the same, another thing. */
  readonly fates: Random;
  readonly turn: Turn;
}

/** What happens to whatever is invoked now. What the version before does when it is hurt is known, and no business of this one. */
export function hurtsNow({ world, fates }: Scene): Hurts {
  return world.live === "before" ? UNHURT : hurtsOf(world.weather, fates);
}
