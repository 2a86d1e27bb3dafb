import "fake-indexeddb/auto";
import * as v from "valibot";

import type { EventDetail } from "../../rules/contract/api/event.ts";
import { eventPath } from "../../rules/contract/api/paths/events.ts";
import { DEVICE_COOKIE_SENT, SESSION_COOKIE_SENT } from "../../rules/contract/cookie.ts";
import { SESSION_PATH } from "../../rules/contract/api/paths/session.ts";
import { SessionResponse } from "../../rules/contract/api/session.ts";
import type { ApiRequest, ApiResult } from "../../site/api/apiFetch.ts";
import type { Write } from "../../site/offline/entry.ts";
import type { Author } from "../../site/offline/writes.ts";
import { recordedAsItWas } from "../../site/waiting/departing.ts";
import type { Deed } from "../book/deed.ts";
import type { Reply, Wire } from "../system/wire.ts";
import type { Phone, Purpose } from "../world/phone.ts";
import { PASSWORD, type Staff } from "../world/staff.ts";
import { Violation } from "../world/violation.ts";
import type { Scene, World } from "../world/world.ts";
import { concludeAll, exchange } from "./network.ts";

/** Of the machine's time, which no answer here takes: what is lost is lost at once. */
const PATIENCE_MS = 600_000;

let opened = 0;

/** Takes a phone that nobody has used yet. */
export async function takePhone({ clients }: World, name: string, address: string): Promise<Phone> {
  opened += 1;
  const store = await clients.now.pieces.openStore(`${name} ${opened}`);
  return {
    name,
    address,
    store,
    client: "now",
    cookie: "",
    device: "",
    owner: undefined,
    online: true,
    drift: 0,
    sending: false,
    known: new Map(),
    wanted: new Map(),
  };
}

/** What the phone's clock shows. */
export function clockOf({ at }: Scene, { drift }: Phone): string {
  return new Date(at + drift).toISOString();
}

/** Signs somebody in, as the first screen does. */
export async function signIn(scene: Scene, phone: Phone, staff: Staff): Promise<boolean> {
  const result = await call(scene, phone, {
    method: "POST",
    path: SESSION_PATH,
    body: { email: staff.email, password: PASSWORD },
    answer: SessionResponse,
    // Strangers may have used up the tries of an account.
    may: [429],
  });
  if (!result.ok) return false;
  phone.owner = staff;
  await phone.store.setAccount(staff.email);
  return true;
}

/** Signs out; what waits stays on the phone. */
export async function signOut(scene: Scene, phone: Phone): Promise<void> {
  await call(scene, phone, { method: "DELETE", path: SESSION_PATH, body: {}, answer: SessionResponse, may: [] });
  phone.owner = undefined;
  phone.cookie = "";
  await phone.store.setAccount(null);
}

export type PhoneCall<T> = ApiRequest<T> & { readonly may: readonly number[]; readonly about?: string } & {
  readonly deeds?: readonly Deed<unknown>[];
};

/** Does one request as the dashboard on the phone does it, and writes down what it comes to. */
export async function call<T>(scene: Scene, phone: Phone, request: PhoneCall<T>): Promise<ApiResult<T>> {
  const { about = "", deeds = [], may, ...plain } = request;
  const { apiFetch } = scene.world.clients[phone.client].pieces;
  const purpose = { about, deeds, may: [401, ...may] };
  const author = phone.owner?.email ?? "";
  const result = await apiFetch(
    { ...plain, author },
    { fetch: fetchOf(scene, phone, purpose), timeoutMs: PATIENCE_MS },
  );
  if (result.ok) concludeAll(scene.world, deeds, result.status);
  else if (result.kind === "problem") await hear(scene, phone, deeds, result.status);
  return result;
}

async function hear({ world }: Scene, phone: Phone, deeds: readonly Deed<unknown>[], status: number): Promise<void> {
  concludeAll(world, deeds, status);
  if (status !== 401) return;
  phone.owner = undefined;
  await phone.store.setAccount(null);
}

/** Looks at a charter, if there is a signal; answers it as the screen then shows it, with what waits laid on. */
export async function look(scene: Scene, phone: Phone, slug: string): Promise<EventDetail | undefined> {
  const { EventResponse, withWaiting } = scene.world.clients[phone.client].pieces;
  if (phone.online && phone.owner !== undefined) {
    const result = await call(scene, phone, { path: eventPath(slug), answer: EventResponse, may: [], about: slug });
    if (result.ok) phone.known.set(slug, result.data.event);
  }
  const known = phone.known.get(slug);
  return known === undefined ? undefined : withWaiting(known, await phone.store.list());
}

/** As whom somebody makes writes: who opened the page, also where their session ends before they are done. */
export function authorOf({ random }: Scene, { email, name }: Staff): Author {
  return { by: email, by_name: name, currency: "USD", newId: random.id };
}

/** Puts a write into the phone's queue and sends what can be sent. */
export async function enqueue(scene: Scene, phone: Phone, write: Write, purpose: Purpose): Promise<void> {
  phone.wanted.set(write.id, purpose);
  await phone.store.add(write);
  scene.world.trace.say(write.slug, `${phone.name} queues ${write.kind} ${write.id.slice(0, 8)}`);
  await push(scene, phone);
}

const Acknowledgment = v.looseObject({});
const NEVER = new Promise<never>(() => undefined);

/** Sends what waits, by the site's own code, until nothing more can be sent or the page dies. */
export async function push(scene: Scene, phone: Phone): Promise<void> {
  while (phone.sending) await scene.turn.wait("lock");
  if (!phone.online) return;
  phone.sending = true;
  try {
    await sendWaiting(scene, phone);
  } finally {
    phone.sending = false;
  }
}

async function sendWaiting(scene: Scene, phone: Phone): Promise<void> {
  const { world, fates } = scene;
  const { apiFetch, sendRound } = world.clients[phone.client].pieces;
  let die: (how: "died") => void = () => undefined;
  const dead = new Promise<"died">((resolve) => {
    die = resolve;
  });
  const round = sendRound({
    store: phone.store,
    // A phone looks at its charters by itself.
    keep: () => Promise.resolve(),
    post: async ({ id, method, path, body, by }) => {
      const purpose = phone.wanted.get(id) ?? { about: "", deeds: [], may: [] };
      const port = { fetch: fetchOf(scene, phone, { ...purpose, may: [401, ...purpose.may] }), timeoutMs: PATIENCE_MS };
      const result = await apiFetch({ method, path, body, author: by, answer: Acknowledgment }, port);
      if (fates.percent(world.weather.deaths)) {
        world.trace.say(purpose.about, `${phone.name} is closed before it has read the answer`);
        die("died");
        await NEVER;
      }
      return result;
    },
    onAnswer: ({ write }, verdict, result) => {
      const deeds = phone.wanted.get(write.id)?.deeds ?? [];
      if (verdict.kind === "sent") concludeAll(world, deeds, 200);
      if (verdict.kind === "refused" && !result.ok && result.kind === "problem")
        concludeAll(scene.world, deeds, result.status);
      if (verdict.kind === "signed-out") phone.owner = undefined;
    },
  });
  const end = await Promise.race([round, dead]);
  if (end === "signed-out") await phone.store.setAccount(null);
}

/** Gives up what was refused, as a person does who has read why. */
export async function discardRefused(phone: Phone): Promise<void> {
  for (const { seq, refusal } of await phone.store.list()) if (refusal !== null) await phone.store.remove(seq);
}

/**
 * Records departures that were refused as they were, as a person does who has looked at them, by the build of now alone. What
 * the list says by then is no reason to refuse them again.
 */
export async function recordRefused(
  { world }: Scene,
  { name, store, owner, client, known, wanted }: Phone,
): Promise<void> {
  if (owner === undefined || client !== "now" || world.live !== "now") return;
  for (const { seq, refusal, write } of await store.list()) {
    const event = known.get(write.slug);
    const purpose = wanted.get(write.id);
    if (refusal === null || event === undefined || purpose === undefined) continue;
    const made = recordedAsItWas(write, event, { by: owner, override: "The captain decides" });
    if (made === undefined) continue;
    if (isAsItWas(write) && refusal.title === LIST_CHANGED)
      throw new Violation("departures", `${name} is refused a departure as it was: ${refusal.title}`);
    for (const deed of purpose.deeds) if (deed.outcome === "refused") deed.outcome = "open";
    // A version before knows of no such thing, and refuses it until it is gone again.
    wanted.set(write.id, { ...purpose, may: [...purpose.may, 400] });
    await store.change(seq, { write: made.write, refusal: null });
    world.trace.say(write.slug, `${name} records ${write.id.slice(0, 8)} as it was`);
  }
}

const LIST_CHANGED = "The list has changed meanwhile";
const AsItWas = v.looseObject({ as_it_was: v.array(v.unknown()) });

function isAsItWas({ body }: Write): boolean {
  return v.is(AsItWas, body);
}

/** The network as a page on the phone reaches it. */
function fetchOf(scene: Scene, phone: Phone, purpose: Purpose): typeof fetch {
  return async (input, init) => {
    if (!phone.online || typeof input !== "string") throw new TypeError("Failed to fetch");
    const reply = await exchange(scene, wireOf(phone, input, init), purpose);
    if (reply === "nothing") throw new DOMException("The operation timed out.", "TimeoutError");
    keepCookie(phone, reply);
    return new Response(reply.text, { status: reply.status, headers: reply.headers });
  };
}

function wireOf(phone: Phone, path: string, init: RequestInit | undefined): Wire {
  const headers = Object.fromEntries(new Headers(init?.headers).entries());
  const body = init?.body instanceof Uint8Array ? new TextDecoder().decode(init.body) : undefined;
  return {
    method: init?.method ?? "GET",
    path,
    headers: { "user-agent": `Dashboard on ${phone.name}`, ...headers },
    cookie: [phone.cookie, phone.device].filter((cookie) => cookie !== "").join("; "),
    address: phone.address,
    ...(body === undefined ? {} : { body }),
  };
}

function keepCookie(phone: Phone, { cookies }: Reply): void {
  for (const cookie of cookies) {
    const kept = cookie.includes("Max-Age=0") ? "" : (cookie.split(";")[0] ?? "");
    if (cookie.startsWith(DEVICE_COOKIE_SENT)) phone.device = kept;
    // The embedded distribution's twins are for browsers that drop these.
    else if (cookie.startsWith(SESSION_COOKIE_SENT)) phone.cookie = kept;
  }
}
