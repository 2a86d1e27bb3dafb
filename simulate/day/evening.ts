import { dockInstant } from "../../rules/time/dockInstant.ts";
import { addDays } from "../../rules/time/dates.ts";
import * as v from "valibot";

import { checkCloseouts, checkDepartures } from "../checks/departures.ts";
import { checkHistory } from "../checks/history.ts";
import { checkMail } from "../checks/mail.ts";
import { checkManifest } from "../checks/manifest.ts";
import { checkCallOffs, checkMoves } from "../checks/moves.ts";
import { checkMoney } from "../checks/money.ts";
import { checkPages } from "../checks/pages.ts";
import { checkSignatures } from "../checks/signatures.ts";
import { sortStored, type Stored } from "../checks/stored.ts";
import { checkVerify } from "../checks/verify.ts";
import { retryMails } from "../people/admin.ts";
import { today } from "../people/choose.ts";
import { deliver, sweepInPeace } from "../people/machinery.ts";
import { arriveLate } from "../people/network.ts";
import type { Phone } from "../world/phone.ts";
import { discardRefused, push, recordRefused, signIn, takePhone } from "../people/phone.ts";
import { CALM } from "../system/hurts.ts";
import type { Item } from "../table/values.ts";
import type { Scene, World } from "../world/world.ts";
import { Violation } from "../world/violation.ts";

/** Holds what is stored against what is known, whatever is still under way. */
export async function checkBook(world: World): Promise<Stored> {
  const { book, system } = world;
  const stored = sortStored(await system.items());
  checkMoney(world, stored);
  checkSignatures(book, stored);
  checkManifest(world, stored);
  checkMoves(book, stored);
  checkCallOffs(book, stored);
  checkDepartures(book, stored);
  checkCloseouts(book, stored);
  checkHistory(stored);
  checkMail(world, stored, false);
  return stored;
}

/**
 * Lets everything come to rest: signals are back, Gmail is well, everybody signs in and sends what waits, the last copies
 * arrive and the last mails go out. Then nothing may be missing, and everything is looked at.
 */
export async function comeToRest(scene: Scene): Promise<void> {
  const { world } = scene;
  world.trace.say("", "everything comes to rest");
  world.system.mood("well");
  world.weather = CALM;
  if (world.live === "before") {
    world.system.release("now");
    world.live = "now";
  }
  // As long as any sign-in may be throttled.
  await world.system.moveTo(Math.max(world.system.now() + 16 * 60_000, ...world.late.map(({ at }) => at)));
  await arriveLate(scene);
  for (const phone of world.phones) await emptyQueue(scene, phone);
  await sendAll(scene);
  await checkBook(world);
  const inspector = await inspect(scene);
  await checkPages({ world, cookie: inspector.cookie }, sortStored(await world.system.items()));
  const stored = sortStored(await world.system.items());
  checkMail(world, stored, true);
  await checkVerify(stored);
}

async function emptyQueue(scene: Scene, phone: Phone): Promise<void> {
  const { world } = scene;
  phone.online = true;
  // What another has to send first holds back what is about the same: whoever was there already signs in once more.
  for (let left = await countWaiting(phone), before = Infinity; left > 0 && left < before; ) {
    for (const email of new Set((await phone.store.list()).map(({ write }) => write.by))) {
      const staff = world.staff.find((one) => one.email === email);
      if (staff !== undefined && !(await signIn(scene, phone, staff)))
        throw new Violation("queues", `${email} cannot sign in on ${phone.name}`);
      await sendOwn(scene, phone);
    }
    [before, left] = [left, await countWaiting(phone)];
  }
  for (const { about, deeds } of phone.wanted.values())
    for (const { id, outcome } of deeds)
      if (outcome === "open")
        throw new Violation("queues", `${phone.name} has lost what it should send to ${about}: ${id}`);
  const left = await phone.store.list();
  if (left.length > 0)
    throw new Violation(
      "queues",
      `${phone.name} still keeps ${left.map(({ write }) => `${write.kind} ${write.id}`).join(", ")}`,
    );
}

async function countWaiting({ store }: Phone): Promise<number> {
  return (await store.list()).length;
}

/** What was refused holds back what is about the same: each time there is less of it. */
async function sendOwn(scene: Scene, phone: Phone): Promise<void> {
  await push(scene, phone);
  await recordRefused(scene, phone);
  for (let left = await countWaiting(phone); left >= 0; left -= 1) {
    await push(scene, phone);
    await discardRefused(phone);
  }
}

const Waiting = v.object({
  outbox: v.optional(v.record(v.string(), v.object({ kind: v.string(), due: v.string() })), () => ({})),
});
/** As many tries as a mail has, and as many again for those that were given up and asked for again. */
const SWEEPS_MAX = 24;

/** Moves the clock from one due mail to the next until none waits. */
async function sendAll(scene: Scene): Promise<void> {
  const { world } = scene;
  for (let sweeps = 0; sweeps < SWEEPS_MAX; sweeps += 1) {
    await deliver(scene);
    await sweepInPeace(scene);
    await retryFailed(scene);
    await deliver(scene);
    const dues = (await world.system.items()).flatMap(duesOf);
    const [first] = dues.sort();
    if (first === undefined) return;
    await world.system.moveTo(Math.max(world.system.now() + 60_000, Date.parse(first)));
  }
}

/** One of a newer version's waits for it. */
function duesOf(item: Item): readonly string[] {
  return Object.values(v.parse(Waiting, item).outbox).flatMap(({ kind, due }) => (kind === "postcard" ? [] : [due]));
}

async function retryFailed(scene: Scene): Promise<void> {
  const { world } = scene;
  const { charters } = sortStored(await world.system.items());
  const failed = [...charters.values()].filter(({ mail_failed }) => mail_failed > 0).map(({ event_id }) => event_id);
  if (failed.length === 0) return;
  const phone = await inspect(scene);
  for (const slug of failed) await retryMails(scene, phone, slug);
}

/** An admin who looks at everything, on a phone of their own. */
async function inspect(scene: Scene): Promise<Phone> {
  const { world } = scene;
  const [admin] = world.staff;
  if (admin === undefined) throw new Error("The company has nobody.");
  world.inspector ??= await takePhone(world, "the inspector's phone", "192.0.2.98");
  await signIn(scene, world.inspector, admin);
  return world.inspector;
}

/** Lets the night pass, until half past five at the dock. */
export async function sleep(world: World): Promise<void> {
  const morning = dockInstant(addDays(today(world), 1), "05:30", world.timeZone).getTime();
  await world.system.moveTo(morning);
}
