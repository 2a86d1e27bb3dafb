import { SESSION_PATH } from "../../rules/contract/api/paths/session.ts";
import { waiverPath } from "../../rules/contract/slug.ts";
import { intend } from "../book/deed.ts";
import type { Scene } from "../world/world.ts";
import { anyCharter } from "./choose.ts";
import { arrive, concludeAll } from "./network.ts";
import { fillIn, wireOf } from "./signing.ts";

/** Whatever a stranger is refused with is right, as long as it is a refusal. */
const ANY_REFUSAL = [400, 401, 403, 404, 405, 409, 410, 413, 415, 429] as const;

/** One address signs a charter again and again, with names and mailboxes of its choice. */
export async function flood(scene: Scene): Promise<void> {
  const { world, random } = scene;
  const slug = anyCharter(scene);
  const page = slug === undefined ? undefined : world.pages.get(slug);
  if (slug === undefined || page === undefined) return;
  await scene.turn.wait("begin");
  const address = `203.0.113.${random.below(3)}`;
  const count = random.percent(8) ? 60 + random.below(180) : 3 + random.below(12);
  for (let sent = 0; sent < count; sent += 1) {
    const signed_at = new Date(scene.at - sent).toISOString();
    const request = { ...fillIn(random, slug, page, { signed_at, place: "own-device" }), email: "victim@example.com" };
    const deed = intend(world.book.signatures, request.id, slug, { ...request, by: "stranger" });
    const wire = wireOf("POST", waiverPath(slug), address, JSON.stringify(request));
    const { status } = await arrive(scene, wire, { about: slug, deeds: [deed], may: ANY_REFUSAL });
    concludeAll(world, [deed], status);
  }
}

const GARBAGE = [
  "",
  "{",
  "null",
  "[]",
  '{"id":1}',
  '{"__proto__":{"a":1}}',
  `{"id":"${"x".repeat(70_000)}"}`,
  '{"email":"ada@example.com","password":"wrong wrong wrong"}',
  '{"id":"00000000-0000-4000-8000-000000000000","signed_at":"+275760-09-13T00:00:00.000Z"}',
  "\u0000\ud800",
] as const;

const PLACES = [
  "/g/2026-02-30-jane-noon/waiver",
  "/g/2026-05-23-nobody-night/waiver",
  "/api/event/x",
  "/api/nothing",
] as const;

/** Sends what is no request to places that are none, and reads what is nobody's business. */
export async function nonsense(scene: Scene): Promise<void> {
  const { random } = scene;
  const slug = anyCharter(scene) ?? "2026-05-23-jane-afternoon";
  await scene.turn.wait("begin");
  const paths = [
    ...PLACES,
    waiverPath(slug),
    `/api/event/${slug}`,
    "/api/payment/log",
    "/api/events",
    SESSION_PATH,
  ] as const;
  for (let sent = 0; sent < 1 + random.below(6); sent += 1) {
    const method = random.pick(["GET", "POST", "PATCH", "PUT", "DELETE", "HEAD"]);
    const body = method === "GET" || method === "HEAD" ? undefined : random.pick(GARBAGE);
    const wire = wireOf(method, random.pick(paths), "203.0.113.9", body);
    await arrive(scene, wire, { about: "", deeds: [], may: ANY_REFUSAL });
  }
}
