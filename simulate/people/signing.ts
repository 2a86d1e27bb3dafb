import * as v from "valibot";

import type { SignRequest } from "../../rules/contract/api/waiver.ts";
import { SignResponse } from "../../rules/contract/api/signing.ts";
import { stopRemindersPath } from "../../rules/contract/api/paths/reminders.ts";
import { slugOfWaiverPath, waiverPath } from "../../rules/contract/slug.ts";
import { stateChangeHeaders } from "../../rules/contract/api/stateChange.ts";
import { DAY_MS, dateOf } from "../../rules/time/dates.ts";
import { conclude, intend, requestOf, type Deed } from "../book/deed.ts";
import type { Random } from "../chance/random.ts";
import type { Wire } from "../system/wire.ts";
import { Violation } from "../world/violation.ts";
import type { Scene, WaiverPage } from "../world/world.ts";
import { anyCharter } from "./choose.ts";
import { addressOf, nameOf } from "./names.ts";
import { exchange } from "./network.ts";
import type { Phone } from "../world/phone.ts";
import { clockOf, enqueue } from "./phone.ts";

type Signing = Deed<SignRequest & { readonly by: "honest" | "stranger" }>;

/** How often a page is tried again by its patron before they go to the crew. */
const TRIES = 4;

/** Opens a charter's waiver page; undefined where there is none to sign, or no answer. */
async function openPage(scene: Scene, slug: string, address: string): Promise<WaiverPage | undefined> {
  const { world, random } = scene;
  const language = random.pick(["en", "es"] as const);
  const purpose = { about: slug, deeds: [], may: [404, 410] };
  let path = `${waiverPath(slug)}?lang=${language}`;
  let reply = await exchange(scene, wireOf("GET", path, address), purpose);
  if (reply !== "nothing" && reply.status === 301) {
    path = reply.headers["location"] ?? path;
    reply = await exchange(scene, wireOf("GET", path, address), purpose);
  }
  if (reply === "nothing" || reply.status !== 200) return undefined;
  const fact = (name: string): string | undefined => new RegExp(`data-${name}="([^"]*)"`).exec(reply.text)?.[1];
  const [version, sha256] = [fact("version"), fact("text-sha256")];
  if (version === undefined || sha256 === undefined) return undefined;
  const page = { slug: slugOfWaiverPath(path.split("?")[0] ?? "") ?? slug, version, sha256, language };
  world.pages.set(slug, page);
  return page;
}

/** A patron signs on their own phone, for themself or for a family; taps twice, and tries again where nothing comes back. */
export async function signOnOwnPhone(scene: Scene): Promise<void> {
  const { world, random } = scene;
  const slug = anyCharter(scene);
  if (slug === undefined) return;
  await scene.turn.wait("begin");
  const address = `198.51.100.${random.below(200)}`;
  const page = await openPage(scene, slug, address);
  if (page === undefined) return;
  const signed_at = new Date(scene.at + driftOf(random)).toISOString();
  const request = fillIn(random, slug, page, { signed_at, place: "own-device" });
  const deed = intend(world.book.signatures, request.id, slug, { ...request, by: "honest" });
  for (let tries = 0; tries < TRIES && deed.outcome === "open"; tries += 1) await send(scene, deed, page.slug, address);
}

/** A patron wants no more reminders, or wants them again. */
export async function stopReminders(scene: Scene): Promise<void> {
  const { world, random } = scene;
  const patron = random.any([...world.book.patrons.values()].filter(({ outcome }) => outcome === "taken"));
  if (patron === undefined) return;
  await scene.turn.wait("begin");
  const answer = random.pick(["stop", "stop", "resume"]);
  const path = `${stopRemindersPath(patron.slug, patron.id)}?answer=${answer}`;
  await exchange(scene, wireOf("GET", path, "198.51.100.250"), { about: patron.slug, deeds: [], may: [404] });
}

async function send(scene: Scene, deed: Signing, slug: string, address: string): Promise<void> {
  const wire = wireOf("POST", waiverPath(slug), address, JSON.stringify(requestOf(deed)));
  const reply = await exchange(scene, wire, { about: deed.slug, deeds: [deed], may: [404, 409, 410, 429] });
  if (reply === "nothing") return;
  // A guest Wi-Fi's page acknowledges nothing.
  if (reply.status < 300 && !v.is(v.pipe(v.string(), v.parseJson(), SignResponse), reply.text)) return;
  if (reply.status === 429 && deed.what.by === "honest") requireFlooded(scene, deed.slug);
  conclude(deed, reply.status, scene.world.live, scene.world.system.now());
}

/** Nobody is told that there are too many where there are not. */
function requireFlooded({ world }: Scene, slug: string): void {
  const strangers = [...world.book.signatures.values()].filter(({ what }) => what.by === "stranger");
  if (!strangers.some((deed) => deed.slug === slug))
    throw new Violation("flood", `Somebody was not let sign ${slug}, and no stranger has been there`);
}

/** A patron signs at the kiosk, on the crew's phone, with a signal or without. */
export async function signAtKiosk(scene: Scene, phone: Phone, slug: string): Promise<void> {
  const { world, random } = scene;
  const page = (phone.online ? await openPage(scene, slug, phone.address) : undefined) ?? world.pages.get(slug);
  if (page === undefined) return;
  const request = fillIn(random, slug, page, { signed_at: clockOf(scene, phone), place: "kiosk" });
  const deed = intend(world.book.signatures, request.id, slug, { ...request, by: "honest" });
  const write = world.clients[phone.client].pieces.signatureWrite(page.slug, request);
  await enqueue(scene, phone, write, { about: slug, deeds: [deed], may: [404, 409, 429] });
}

/** A device's clock is mostly right, sometimes hours off, rarely days, and now and then set to the end of the century. */
export function driftOf(random: Random): number {
  const [seconds, hours, days] = [random.below(60) - 30, random.below(12) - 6, random.below(6) - 3];
  return random.weighted([
    [86, seconds * 1_000],
    [9, hours * 3_600_000],
    [3, days * DAY_MS],
    [2, 70 * 365 * DAY_MS],
  ]);
}

type Moment = Pick<SignRequest, "signed_at" | "place">;

/** Fills in the form: an adult alone, a parent with children, or a parent who stays ashore. */
export function fillIn(random: Random, slug: string, page: WaiverPage, moment: Moment): SignRequest {
  const name = nameOf(random);
  const year = Number(dateOf(slug).slice(0, 4));
  const children = random.percent(25) ? 1 + random.below(4) : 0;
  const sails = children === 0 || random.percent(70);
  const minors = Array.from({ length: children }, (_, at) => ({
    name: `${nameOf(random)} ${"abcd"[at] ?? ""}`,
    birth_date: `${year - 3 - random.below(12)}-0${1 + random.below(9)}-1${random.below(9)}`,
  }));
  return {
    id: random.id(),
    waiver_version: page.version,
    text_sha256: page.sha256,
    language: page.language,
    participants: [...(sails ? [{ name, birth_date: `${year - 20 - random.below(60)}-02-28` }] : []), ...minors],
    signer: { name, relationship: children === 0 ? null : "Parent" },
    email: addressOf(random),
    emergency_contact: { name: "Ana Ashore", phone: "+1 (305) 555-0142" },
    signature: random.percent(50)
      ? { method: "typed", text: name }
      : { method: "drawn", path: "M60 100L90 140L120 80" },
    consent: true,
    ...moment,
  };
}

/** Writes a request as a patron's browser sends it. */
export function wireOf(method: string, path: string, address: string, body?: string): Wire {
  return {
    method,
    path,
    cookie: "",
    address,
    headers: { "user-agent": "A patron's browser", ...(body === undefined ? {} : stateChangeHeaders("")) },
    ...(body === undefined ? {} : { body }),
  };
}
