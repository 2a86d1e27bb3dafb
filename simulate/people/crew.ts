import { SetAvailabilityResponse } from "../../rules/contract/api/availability.ts";
import type { DepartureRequest } from "../../rules/contract/api/departing.ts";
import {
  PATRONS_ADD_MAX,
  type ChangePatronRequest,
  type EventDetail,
  type SignatureSummary,
} from "../../rules/contract/api/event.ts";
import type { LogPaymentRequest } from "../../rules/contract/api/payment.ts";
import { ownAnswerPath } from "../../rules/contract/api/paths/availability.ts";
import { addDays } from "../../rules/time/dates.ts";
import { assessDeparture } from "../../rules/departure/goNoGo.ts";
import { departureState } from "../../rules/departure/state.ts";
import { matchKey } from "../../rules/manifest/byHand.ts";
import { countsForWhom, matchSignatures, patronIdOf } from "../../rules/manifest/whoHasSigned.ts";
import { instantAfter, keptWord, type Word } from "../../rules/time/laterInstant.ts";
import { intend } from "../book/deed.ts";
import type { Scene } from "../world/world.ts";
import { amountOf, anyCharter, anyPhone, today } from "./choose.ts";
import { addressOf, nameOf } from "./names.ts";
import type { Phone } from "../world/phone.ts";
import type { Staff } from "../world/staff.ts";
import { authorOf, call, clockOf, enqueue, look, push } from "./phone.ts";

interface Screen {
  readonly phone: Phone;
  /** Who is signed in. */
  readonly by: Staff;
  readonly slug: string;
  readonly event: EventDetail;
}

/** Opens a charter on a phone of the crew's, or finds none. */
async function open(scene: Scene): Promise<Screen | undefined> {
  const [phone, slug] = [anyPhone(scene, "crew"), anyCharter(scene)];
  if (phone === undefined || slug === undefined) return undefined;
  await scene.turn.wait("begin");
  const event = await look(scene, phone, slug);
  return event === undefined || phone.owner === undefined ? undefined : { phone, by: phone.owner, slug, event };
}

/** When something is really said, whatever the phone's clock shows. */
function saidIn({ at }: Scene): string {
  return new Date(at).toISOString();
}

function writes({ world }: Scene, { client }: Phone) {
  return world.clients[client].pieces;
}

/** Puts patrons on the list, by name or with an address; walk-ups stand on deck already. */
export async function addPatrons(scene: Scene): Promise<void> {
  const screen = await open(scene);
  if (screen === undefined) return;
  const { world, random } = scene;
  const { phone, by, slug, event } = screen;
  const at = clockOf(scene, phone);
  const aboard = random.percent(25);
  const signed = random.percent(10) ? matchSignatures(event.manifest, event.signatures).unlisted[0] : undefined;
  if (signed !== undefined) return addSigned(scene, screen, signed);
  const patrons = Array.from({ length: 1 + random.below(random.percent(8) ? PATRONS_ADD_MAX : 4) }, () => ({
    id: random.id(),
    name: nameOf(random),
    email: addressOf(random),
    aboard,
  }));
  const deeds = patrons.map((patron) =>
    intend(world.book.patrons, patron.id, slug, { ...patron, at, said_at: saidIn(scene) }),
  );
  const write = writes(scene, phone).addPatronsWrite(slug, { patrons, at }, authorOf(scene, by));
  await enqueue(scene, phone, write, { about: slug, deeds, may: [409] });
}

/** Makes of an id another one, always the same. */
function idAfter(id: string): string {
  return `${id.slice(0, -1)}${((Number.parseInt(id.slice(-1), 16) + 1) % 16).toString(16)}`;
}

/** Taps "Add to list" of somebody who has signed, who may take a place of the party in the same moment. */
async function addSigned(scene: Scene, { phone, by, slug, event }: Screen, signed: SignatureSummary): Promise<void> {
  const at = clockOf(scene, phone);
  const patron = { id: patronIdOf(signed, event.signatures), name: signed.participant };
  const deed = intend(scene.world.book.patrons, patron.id, slug, { ...patron, at, said_at: saidIn(scene) });
  // A second tap on the same place may find another line there: that is another write, and none is the signature's own.
  const author = { ...authorOf(scene, by), newId: () => idAfter(patron.id) };
  const write = writes(scene, phone).addPatronsWrite(slug, { patrons: [patron], at }, author);
  await enqueue(scene, phone, write, { about: slug, deeds: [deed], may: [409] });
}

/** Checks somebody aboard or ashore, renames them, sets their address, takes them off the list or puts them back. */
export async function changePatron(scene: Scene): Promise<void> {
  const screen = await open(scene);
  const patron = scene.random.any(screen?.event.manifest ?? []);
  if (screen === undefined) return;
  if (patron === undefined || scene.random.percent(6)) return putBack(scene, screen);
  const { world, random } = scene;
  const { phone, by, slug, event } = screen;
  const now = new Date(clockOf(scene, phone));
  const said = random.any(event.signatures);
  // What is older than words on signatures refuses them.
  if (world.hasFuture && said !== undefined && random.percent(20)) return saySignature(scene, screen, patron, said);
  const what = random.weighted([
    [60, { aboard: patron.aboard_at === null || random.percent(15) }],
    [13, { name: nameOf(random) }],
    [12, { email: addressOf(random) }],
    // What is older than numbers refuses the word.
    [world.hasFuture ? 8 : 0, { phone: random.percent(20) ? null : `305 555 01${10 + random.below(90)}` }],
    [10, { listed: false }],
  ] as const);
  // Whoever stands first is whom everybody knows, and corrects: so that two often say another name of one.
  const whom = "name" in what || "email" in what || "phone" in what ? (event.manifest[0] ?? patron) : patron;
  const body = { ...what, at: instantAfter(now, seenOf(whom, what)) };
  const deed = intend(world.book.changes, random.id(), slug, { ...body, patron: whom.id, said_at: saidIn(scene) });
  const write = writes(scene, phone).changePatronWrite(slug, whom, body, authorOf(scene, by));
  await enqueue(scene, phone, write, { about: slug, deeds: [deed], may: [404] });
}

/**
 * Says by hand that a signature counts for somebody on the list, or does not. As often as not it is of whom it counts for, and
 * two people may say it of one signature at once.
 */
async function saySignature(
  scene: Scene,
  { phone, by, slug, event }: Screen,
  anybody: EventDetail["manifest"][number],
  signature: SignatureSummary,
): Promise<void> {
  const { world, random } = scene;
  const key = matchKey(signature);
  if (key === undefined || signature.nth === undefined) return;
  const counts = countsForWhom(event, key);
  const patron = counts !== undefined && random.percent(60) ? counts : anybody;
  const body = {
    signature: {
      record_sha256: signature.record_sha256,
      nth: signature.nth,
      counts: patron.id === counts?.id ? random.percent(15) : random.percent(85),
    },
    at: instantAfter(new Date(clockOf(scene, phone)), keptWord(patron.matches?.[key]?.at)),
  };
  const deed = intend(world.book.changes, random.id(), slug, { ...body, patron: patron.id, said_at: saidIn(scene) });
  const named = { id: patron.id, name: patron.name, signed_as: signature.participant };
  const write = writes(scene, phone).changePatronWrite(slug, named, body, authorOf(scene, by));
  await enqueue(scene, phone, write, { about: slug, deeds: [deed], may: [404] });
}

/** When what a change answers to was said, as the screen knows. */
function seenOf(
  { name_at, email_at, phone_at, listed_at, checked }: EventDetail["manifest"][number],
  what: Omit<ChangePatronRequest, "at">,
): Word | null {
  if ("listed" in what) return keptWord(listed_at);
  if ("name" in what) return keptWord(name_at);
  if ("phone" in what) return keptWord(phone_at);
  return "email" in what ? keptWord(email_at) : checked;
}

/** Puts somebody back on the list, as who has just taken them off can; whoever does it may have seen it long ago. */
async function putBack(scene: Scene, { phone, by, slug }: Screen): Promise<void> {
  const { world, random } = scene;
  const off = [...world.book.changes.values()].filter((deed) => deed.slug === slug && deed.what.listed === false);
  const last = random.any(off);
  if (last === undefined) return;
  const body = {
    listed: random.percent(80),
    at: instantAfter(new Date(clockOf(scene, phone)), keptWord(last.what.at)),
  };
  const deed = intend(world.book.changes, random.id(), slug, {
    ...body,
    patron: last.what.patron,
    said_at: saidIn(scene),
  });
  const patron = { id: last.what.patron, name: "a patron" };
  const write = writes(scene, phone).changePatronWrite(slug, patron, body, authorOf(scene, by));
  await enqueue(scene, phone, write, { about: slug, deeds: [deed], may: [404] });
}

/** Logs a payment or a tip, with a receipt or without. */
export async function pay(scene: Scene): Promise<void> {
  const screen = await open(scene);
  if (screen !== undefined) await logPayment(scene, screen);
}

/** Many pay at once, as where one phone took the money of a whole flotilla without a signal. */
export async function rush(scene: Scene): Promise<void> {
  const screen = await open(scene);
  if (screen === undefined) return;
  const { phone } = screen;
  phone.online = false;
  for (let paid = 0; paid < 10 + scene.random.below(60); paid += 1) await logPayment(scene, screen);
  phone.online = true;
  await push(scene, phone);
}

async function logPayment(scene: Scene, { phone, by, slug }: Screen): Promise<void> {
  const { world, random } = scene;
  const body: LogPaymentRequest = {
    id: random.id(),
    event: slug,
    patron: nameOf(random),
    purpose: random.percent(20) ? "tip" : "charter",
    amount_cents: amountOf(random),
    method: random.pick(["cash", "cash", "card", "venmo", "check"]),
    timestamp: clockOf(scene, phone),
    note: random.percent(20) ? "Paid at the dock" : "",
    receipt_to: random.percent(30) ? `patron${random.below(40)}@example.com` : null,
  };
  const deed = intend(world.book.payments, body.id, slug, { ...body, by: by.email });
  const write = writes(scene, phone).paymentWrite(body, authorOf(scene, by));
  await enqueue(scene, phone, write, { about: slug, deeds: [deed], may: [...LEDGER_FULL] });
}

/** Only a ledger that is full refuses a payment. */
const LEDGER_FULL = [409] as const;

/** Records the safety briefing, or takes it back. */
export async function brief(scene: Scene): Promise<void> {
  const screen = await open(scene);
  if (screen === undefined) return;
  const { world, random } = scene;
  const { phone, by, slug, event } = screen;
  const now = new Date(clockOf(scene, phone));
  const body = {
    given: event.briefing?.given !== true || random.percent(10),
    at: instantAfter(now, event.briefing),
  };
  const deed = intend(world.book.briefings, random.id(), slug, { ...body, said_at: saidIn(scene) });
  const write = writes(scene, phone).briefingWrite(slug, body, authorOf(scene, by));
  await enqueue(scene, phone, write, { about: slug, deeds: [deed], may: [409] });
}

/** Says whether one can sail on a day, or takes that back. */
export async function sayWhen(scene: Scene): Promise<void> {
  const { world, random } = scene;
  const phone = anyPhone(scene, "crew");
  if (phone?.online !== true) return;
  await scene.turn.wait("begin");
  const path = ownAnswerPath(addDays(today(world), random.below(5)));
  const body = { answer: random.pick(["yes", "maybe", "no", null]), note: "" };
  await call(scene, phone, { method: "PUT", path, body, answer: SetAvailabilityResponse, may: [] });
}

/** Records whatever comes next: the departure, in spite of a no go or not, the return, or that one of them was a slip. */
export async function depart(scene: Scene): Promise<void> {
  const screen = await open(scene);
  const request = screen === undefined ? undefined : nextEntry(scene, screen);
  if (screen === undefined || request === undefined) return;
  const { phone, by, slug } = screen;
  const deed = intend(scene.world.book.departures, request.id, slug, request);
  const people = screen.event.manifest.filter(({ aboard_at }) => aboard_at !== null);
  const about = { people, departed: departureState(screen.event.departures).departed };
  const write = writes(scene, phone).departureWrite(slug, request, authorOf(scene, by), about);
  await enqueue(scene, phone, write, { about: slug, deeds: [deed], may: [404, 409] });
}

function nextEntry(scene: Scene, { phone, event }: Screen): DepartureRequest | undefined {
  const { random } = scene;
  const { departed, back } = departureState(event.departures);
  const made = { id: random.id(), at: clockOf(scene, phone) };
  const standing = back ?? departed;
  if (standing !== undefined && random.percent(10))
    return { kind: "correction", ...made, entry: standing.id, reason: "Tapped by mistake" };
  if (back !== undefined) return undefined;
  if (departed !== undefined) {
    const missing = random.percent(10) ? 1 : 0;
    const count = Math.max(0, departed.aboard.length - missing);
    return { kind: "back", ...made, count, reason: missing === 1 ? "One went ashore by dinghy" : "" };
  }
  const noGo = assessDeparture(event).verdict === "no-go";
  if (noGo && random.percent(50)) return undefined;
  const aboard = event.manifest.filter(({ aboard_at }) => aboard_at !== null).map(({ id }) => id);
  return { kind: "departed", ...made, aboard, override: noGo ? "The captain decides" : null };
}
