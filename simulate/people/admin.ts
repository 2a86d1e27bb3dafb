import * as v from "valibot";

import { CloseoutResponse } from "../../rules/contract/api/closeout.ts";
import { RELEASE_MAX, type ChangeEventRequest } from "../../rules/contract/api/event.ts";
import { closeoutPath } from "../../rules/contract/api/paths/closeouts.ts";
import { EVENTS_PATH, eventPath } from "../../rules/contract/api/paths/events.ts";
import { WAIVER_TEXTS_PATH } from "../../rules/contract/api/paths/waiverTexts.ts";
import { RECEIPT_PATH, REFUND_PATH, REVERSAL_PATH } from "../../rules/contract/api/paths/payments.ts";
import { PERIODS } from "../../rules/contract/slug.ts";
import { refundableCents } from "../../rules/money/ledger.ts";
import { addDays } from "../../rules/time/dates.ts";
import { intend, type Deed } from "../book/deed.ts";
import type { Random } from "../chance/random.ts";
import type { Scene } from "../world/world.ts";
import { amountOf, anyCharter, anyPhone, today } from "./choose.ts";
import { firstNameOf } from "./names.ts";
import type { Phone } from "../world/phone.ts";
import { call, clockOf, look, type PhoneCall } from "./phone.ts";

/** How often somebody taps again where nothing has come back. */
const TRIES = 5;
const Taken = v.looseObject({});

/** Sends one thing that does not wait on the phone, again and again, until its form hears what became of it. */
async function insist<T>(
  scene: Scene,
  phone: Phone,
  deed: Deed<unknown>,
  request: Omit<PhoneCall<T>, "deeds">,
): Promise<T | undefined> {
  for (let tries = 0; tries < TRIES && deed.outcome === "open"; tries += 1) {
    const result = await call(scene, phone, { ...request, deeds: [deed] });
    if (result.ok) return result.data;
  }
  return undefined;
}

const Created = v.object({ event: v.object({ slug: v.string() }) });

/** Puts a charter on the calendar, of today or of one of the next days. */
export async function createCharter(scene: Scene): Promise<void> {
  const { world, random } = scene;
  const phone = online(scene);
  if (phone === undefined) return;
  await scene.turn.wait("begin");
  const body = {
    id: random.id(),
    date: addDays(
      today(world),
      random.weighted([
        [50, 0],
        [30, 1],
        [20, 2 + random.below(5)],
      ]),
    ),
    first_name: firstNameOf(random),
    period: random.pick(PERIODS),
    starts_at: random.percent(50) ? `${String(6 + random.below(14)).padStart(2, "0")}:30` : "",
    capacity: random.percent(70) ? 6 + random.below(40) : null,
    required_crew: random.percent(30) ? 1 + random.below(2) : null,
    price_cents: random.percent(80) ? 60_000 : null,
    // What is older than parties refuses the word.
    ...(world.hasFuture && random.percent(60) ? { party: partyOf(random) } : {}),
    crew: world.staff.filter(() => random.percent(40)).map(({ email }) => email),
  };
  const deed = intend(world.book.charters, body.id, "", body);
  const created = await insist(scene, phone, deed, {
    method: "POST",
    path: EVENTS_PATH,
    body,
    answer: Created,
    may: [409],
    about: "",
  });
  if (created === undefined) return;
  world.trace.say(created.event.slug, "is on the calendar");
  if (!world.charters.includes(created.event.slug)) world.charters.push(created.event.slug);
}

/** Mostly a family and friends, now and then a bus. */
function partyOf(random: Random): number {
  return random.percent(90) ? 1 + random.below(14) : 40 + random.below(60);
}

function online(scene: Scene): Phone | undefined {
  const phone = anyPhone(scene, "admin");
  return phone?.online === true && phone.owner?.role === "admin" ? phone : undefined;
}

async function open(scene: Scene) {
  const [phone, slug] = [online(scene), anyCharter(scene)];
  if (phone === undefined || slug === undefined) return undefined;
  await scene.turn.wait("begin");
  await look(scene, phone, slug);
  // What only waits on the phone has no buttons.
  const event = phone.known.get(slug);
  return event === undefined ? undefined : { phone, slug, event };
}

/** Changes who sails, the price, the start or whether it sails at all. */
export async function editCharter(scene: Scene): Promise<void> {
  const { world, random } = scene;
  const screen = await open(scene);
  if (screen === undefined) return;
  const { phone, slug, event } = screen;
  const change = random.weighted<Omit<ChangeEventRequest, "revision">>([
    [50, { crew: world.staff.filter(() => random.percent(40)).map(({ email }) => email) }],
    [20, { price_cents: 50_000 + random.below(20) * 1_000 }],
    [10, { starts_at: "09:00" }],
    [10, { title: "Birthday sail" }],
    [10, { status: event.status === "open" ? "canceled" : "open" }],
    [world.hasFuture ? 15 : 0, { party: random.percent(20) ? null : partyOf(random) }],
  ]);
  const body = { revision: event.revision, ...change };
  if ("party" in change) intend(world.book.parties, random.id(), slug, change);
  await call(scene, phone, {
    method: "PATCH",
    path: eventPath(slug),
    body,
    answer: Taken,
    may: [409],
    about: slug,
  });
}

/**
 * Moves a charter to another day or part of day; phones go on asking for it by the slug that they know. Only where nothing is
 * rolled back: what is older than moves shows the old day.
 */
export async function moveCharter(scene: Scene): Promise<void> {
  const { world, random } = scene;
  if (!world.hasFuture) return;
  const screen = await open(scene);
  if (screen === undefined) return;
  const { phone, slug, event } = screen;
  const body = {
    id: random.id(),
    revision: event.revision,
    date: addDays(event.date, random.pick([-1, 0, 0, 1, 2])),
    period: random.pick(PERIODS),
    signatures: random.percent(20) ? ("again" as const) : ("kept" as const),
    reason: "Gale warning",
  };
  const deed = intend(world.book.moves, body.id, slug, body);
  await insist(scene, phone, deed, {
    method: "POST",
    path: eventPath(slug, "/move"),
    body,
    answer: Taken,
    may: [409],
    about: slug,
  });
}

/** Calls a charter off, or says anew what becomes of the money. What is older knows no such request. */
export async function callOff(scene: Scene): Promise<void> {
  const { world, random } = scene;
  if (!world.hasFuture) return;
  const screen = await open(scene);
  if (screen === undefined) return;
  const { phone, slug, event } = screen;
  const money = random.pick(["credit", "refund"] as const);
  const body = { id: random.id(), revision: event.revision, money, reason: "No wind at all" };
  const deed = intend(world.book.callOffs, body.id, slug, body);
  await insist(scene, phone, deed, {
    method: "POST",
    path: eventPath(slug, "/call-off"),
    body,
    answer: Taken,
    may: [409],
    about: slug,
  });
}

/** Gives money back of a payment. */
export async function refund(scene: Scene): Promise<void> {
  const { world, random } = scene;
  const screen = await open(scene);
  const payment = random.any(screen?.event.ledger.filter((entry) => entry.kind === "payment") ?? []);
  if (screen === undefined || payment === undefined) return;
  const { phone, slug, event } = screen;
  const left = refundableCents(event.ledger, payment);
  if (left === 0) return;
  const body = {
    id: random.id(),
    event: slug,
    payment: payment.id,
    amount_cents: random.percent(60) ? left : Math.min(left, amountOf(random)),
    method: random.pick(["cash", "card"] as const),
    timestamp: clockOf(scene, phone),
    reason: "Rained out",
  };
  const deed = intend(world.book.refunds, body.id, slug, { ...body, by: phone.owner?.email ?? "" });
  // Somebody else may have refunded or reversed it meanwhile.
  await insist(scene, phone, deed, {
    method: "POST",
    path: REFUND_PATH,
    body,
    answer: Taken,
    may: [400, 409],
    about: slug,
  });
}

/** Takes an entry out that should never have been written. */
export async function reverse(scene: Scene): Promise<void> {
  const { world, random } = scene;
  const screen = await open(scene);
  const entry = random.any(screen?.event.ledger.filter(({ kind }) => kind !== "reversal") ?? []);
  if (screen === undefined || entry === undefined) return;
  const { phone, slug } = screen;
  const body = {
    id: random.id(),
    event: slug,
    entry: entry.id,
    timestamp: clockOf(scene, phone),
    reason: "Typed twice",
  };
  const deed = intend(world.book.reversals, body.id, slug, body);
  await insist(scene, phone, deed, {
    method: "POST",
    path: REVERSAL_PATH,
    body,
    answer: Taken,
    may: [409],
    about: slug,
  });
}

/** Mails a receipt of a payment that was logged before. */
export async function sendReceipt(scene: Scene): Promise<void> {
  const { world, random } = scene;
  const screen = await open(scene);
  const payment = random.any(screen?.event.ledger.filter((entry) => entry.kind === "payment") ?? []);
  if (screen === undefined || payment === undefined) return;
  const { phone, slug } = screen;
  const body = { id: random.id(), event: slug, payment: payment.id, to: `patron${random.below(40)}@example.com` };
  const deed = intend(world.book.receipts, body.id, slug, body);
  await insist(scene, phone, deed, {
    method: "POST",
    path: RECEIPT_PATH,
    body,
    answer: Taken,
    may: [409, 429],
    about: slug,
  });
}

/** Mails the roster once more to everybody who sails. */
export async function sendRoster(scene: Scene): Promise<void> {
  const screen = await open(scene);
  if (screen === undefined) return;
  const { phone, slug } = screen;
  const body = { id: scene.random.id() };
  const path = eventPath(slug, "/roster");
  await call(scene, phone, { method: "POST", path, body, answer: Taken, may: [409], about: slug });
}

/** Looks at a charter, and asks for its mails to be tried again, whether some were given up or not, and for those that are held back. */
export async function tryMailsAgain(scene: Scene): Promise<void> {
  const screen = await open(scene);
  if (screen === undefined) return;
  const { phone, slug, event } = screen;
  await retryMails(scene, phone, slug);
  const withheld = event.signatures.filter(({ mail_withheld }) => mail_withheld !== undefined).map(({ id }) => id);
  const signatures = [...new Set(withheld)].slice(0, RELEASE_MAX);
  if (signatures.length === 0) return;
  const path = eventPath(slug, "/mail/withheld");
  // The version before has no such route.
  await call(scene, phone, { method: "POST", path, body: { signatures }, answer: Taken, may: [404], about: slug });
}

/** Asks for mails that were given up to be tried again. */
export async function retryMails(scene: Scene, phone: Phone, slug: string): Promise<void> {
  const path = eventPath(slug, "/mail/retry");
  await call(scene, phone, { method: "POST", path, body: {}, answer: Taken, may: [], about: slug });
}

const Desk = v.object({ revision: v.number() });

/** Puts a new text of the waiver into force: who has the one before on their screen still signs that. */
export async function publishText(scene: Scene): Promise<void> {
  const { random } = scene;
  const phone = online(scene);
  if (phone === undefined) return;
  await scene.turn.wait("begin");
  const desk = await call(scene, phone, { path: WAIVER_TEXTS_PATH, answer: Desk, may: [] });
  if (!desk.ok) return;
  const id = random.id();
  const text = (title: string) => ({ title, markdown: `# ${title}\n\nThe sea is wet. ${id}` });
  const body = {
    id,
    revision: desk.data.revision,
    texts: { en: text("Waiver"), es: text("Exención") },
    note: "A new season",
  };
  await call(scene, phone, { method: "POST", path: WAIVER_TEXTS_PATH, body, answer: Taken, may: [409] });
}

/** Counts the cash of today, or of yesterday, and closes the day. */
export async function closeDay(scene: Scene): Promise<void> {
  const { world, random } = scene;
  const phone = online(scene);
  if (phone === undefined) return;
  await scene.turn.wait("begin");
  const day = random.percent(80) ? today(world) : addDays(today(world), -1);
  const path = closeoutPath(day);
  const seen = await call(scene, phone, { path, answer: CloseoutResponse, may: [], about: day });
  if (!seen.ok) return;
  const short = random.percent(10) ? 500 : 0;
  const body = {
    id: random.id(),
    counted_at: clockOf(scene, phone),
    crew: seen.data.crew.map(({ crew, expected_cents }) => ({
      crew,
      expected_cents,
      counted_cents: expected_cents - short,
      reason: short === 0 ? "" : "Gave change",
    })),
  };
  const deed = intend(world.book.closeouts, body.id, day, body);
  await insist(scene, phone, deed, { method: "POST", path, body, answer: Taken, may: [409], about: day });
}
