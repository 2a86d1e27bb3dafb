import { setPassword } from "../../lambda/accounts/store.ts";
import type { Mood } from "../system/gmail.ts";
import { UNHURT } from "../system/hurts.ts";
import type { Ended } from "../system/system.ts";
import { hurtsNow, type Scene } from "../world/world.ts";
import { PASSWORD, SCRYPT } from "../world/staff.ts";
import { Violation } from "../world/violation.ts";

/** The schedule comes round. */
export async function sweep(scene: Scene): Promise<void> {
  const { world, turn } = scene;
  await turn.wait("begin");
  world.trace.say("", "sweep");
  watch("the sweep", await world.system.sweep(turn, hurtsNow(scene)));
}

/** Lambda does what requests have asked for, or loses it. */
export async function deliver(scene: Scene): Promise<void> {
  const { world, fates, turn } = scene;
  await turn.wait("begin");
  const asked = world.asked.splice(0);
  for (const keys of asked) {
    const lost = fates.percent(world.weather.network / 2);
    world.trace.say(keys[0]?.event_id ?? "", lost ? "an event is lost" : "delivery");
    if (!lost) watch("a delivery", await world.system.deliver(keys, turn, hurtsNow(scene)));
  }
}

/** The schedule comes round, and nothing goes wrong. */
export async function sweepInPeace({ world, turn }: Scene): Promise<void> {
  watch("the sweep", await world.system.sweep(turn, UNHURT));
}

function watch(what: string, { hurt, faults }: Ended): void {
  if (faults.length > 0 && !hurt) throw new Violation("faults", `${what}: ${faults.join("\n")}`);
}

/** Gmail's mood changes, mostly for the better. */
export function changeMood({ world, random }: Scene): Promise<void> {
  const mood = random.weighted<Mood>([
    [50, "well"],
    [15, "down"],
    [10, "slow"],
    [8, "revoked"],
    [5, "quota"],
    [10, "lossy"],
    [2, "refusing"],
  ]);
  world.system.mood(mood);
  world.trace.say("", `Gmail is ${mood}`);
  return Promise.resolve();
}

/** Another version is released, or the one before comes back. */
export function release({ world }: Scene): Promise<void> {
  const next = world.live === "now" ? "before" : "now";
  if (!world.hasFuture && world.system.release(next)) {
    world.live = next;
    world.rolledBack ||= next === "before";
    world.trace.say("", `${next} answers from here on`);
  }
  return Promise.resolve();
}

/** The operator gives somebody a new password, which ends their sessions on every phone. */
export async function resetAccount({ world, random }: Scene): Promise<void> {
  const staff = random.any(world.staff);
  if (staff === undefined) return;
  await world.system.operate(async (table) => {
    await setPassword(table, staff.email, PASSWORD, { cost: SCRYPT, enable: true });
  });
  world.trace.say("", `${staff.name} has a new password`);
}

/** DynamoDB lets go of what has expired. */
export async function expire({ world }: Scene): Promise<void> {
  await world.system.expire();
  world.trace.say("", "what has expired goes");
}
