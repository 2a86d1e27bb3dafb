import type { Scene } from "../world/world.ts";
import { anyCharter } from "./choose.ts";
import type { Phone } from "../world/phone.ts";
import { discardRefused, push, recordRefused, signIn, signOut, takePhone } from "./phone.ts";
import { driftOf, signAtKiosk } from "./signing.ts";

/** The signal comes or goes; where it comes, what waits is sent. */
export async function changeSignal(scene: Scene): Promise<void> {
  const phone = scene.random.any(scene.world.phones);
  if (phone === undefined) return;
  phone.online = !phone.online;
  scene.world.trace.say("", `${phone.name} is ${phone.online ? "online" : "offline"}`);
  await push(scene, phone);
}

/** Several phones try again at one moment. */
export async function lookAgain(scene: Scene): Promise<void> {
  const phone = scene.random.any(scene.world.phones);
  if (phone === undefined) return;
  await scene.turn.wait("begin");
  if (scene.random.percent(50)) await recordRefused(scene, phone);
  else if (scene.random.percent(60)) await discardRefused(phone);
  await push(scene, phone);
}

/** A phone goes to somebody else of the crew, with all that waits on it. */
export async function changeHands(scene: Scene): Promise<void> {
  const { world, random } = scene;
  const phone = random.any(world.phones.filter(({ online }) => online));
  const next = random.any(world.staff);
  if (phone === undefined || next === undefined) return;
  if (phone.owner !== undefined && random.percent(70)) await signOut(scene, phone);
  const signedIn = await signIn(scene, phone, next);
  world.trace.say("", `${phone.name} ${signedIn ? "is" : "would not be"} ${next.name}'s`);
  if (signedIn) await push(scene, phone);
}

/** Somebody signs on the crew's phone. */
export async function kiosk(scene: Scene): Promise<void> {
  const [phone, slug] = [scene.random.any(scene.world.phones), anyCharter(scene)];
  if (phone === undefined || slug === undefined) return;
  await scene.turn.wait("begin");
  await signAtKiosk(scene, phone, slug);
}

/** A phone loads the dashboard anew, and gets whichever build is live; its clock may be set meanwhile. */
export function reload({ world, random }: Scene): Promise<void> {
  const phone = random.any(world.phones.filter(({ online }) => online));
  if (phone === undefined) return Promise.resolve();
  // The dashboard and the API are released apart: either may be the older one.
  phone.client = random.percent(70) ? "now" : "before";
  phone.drift = driftOf(random);
  phone.known.clear();
  world.trace.say("", `${phone.name} has the client of ${phone.client}, ${Math.round(phone.drift / 1_000)} s ahead`);
  return Promise.resolve();
}

/** Gives the company its phones, each to somebody. */
export async function handOut(scene: Scene): Promise<void> {
  const { world } = scene;
  for (const [at, staff] of world.staff.entries()) {
    const phone: Phone = await takePhone(world, `phone ${at + 1}`, `192.0.2.${at + 1}`);
    world.phones.push(phone);
    await signIn(scene, phone, staff);
  }
}
