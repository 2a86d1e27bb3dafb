import type { Random } from "../chance/random.ts";
import { dayOf } from "../../rules/time/dockTime.ts";
import { dateOf } from "../../rules/time/dates.ts";
import type { Scene, World } from "../world/world.ts";
import type { Phone } from "../world/phone.ts";

/** The day that it is at the dock. */
export function today({ system, timeZone }: World): string {
  return dayOf(new Date(system.now()).toISOString(), timeZone);
}

/** A charter that somebody would work on: mostly one of today, else any of the newer ones. */
export function anyCharter({ world, random }: Scene): string | undefined {
  const now = today(world);
  const ofToday = world.charters.filter((slug) => dateOf(slug) === now);
  if (ofToday.length > 0 && random.percent(75)) return random.any(ofToday);
  return random.any(world.charters.slice(-12));
}

/** A phone on which somebody of a role is signed in. */
export function anyPhone({ world, random }: Scene, role: "crew" | "admin"): Phone | undefined {
  return random.any(
    world.phones.filter(({ owner }) => owner?.role === "admin" || (owner !== undefined && role === "crew")),
  );
}

/** An amount in cents, as people pay. */
export function amountOf(random: Random): number {
  return random.percent(80) ? 2_000 + random.below(40) * 500 : 1 + random.below(99_999);
}
