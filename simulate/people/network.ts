import { accountKey } from "../../lambda/accounts/store.ts";
import { AUTHOR_HEADER } from "../../rules/contract/headers.ts";
import { SESSION_COOKIE_SENT } from "../../rules/contract/cookie.ts";
import { SESSION_PATH } from "../../rules/contract/api/paths/session.ts";
import { problemType } from "../../rules/contract/api/problem.ts";
import { conclude, type Deed } from "../book/deed.ts";
import type { Answered } from "../system/system.ts";
import type { Reply, Wire } from "../system/wire.ts";
import { hurtsNow, type Scene, type World } from "../world/world.ts";
import type { Purpose } from "../world/phone.ts";
import { Violation, type Invariant } from "../world/violation.ts";

/** How long a copy may be on its way, in ms. */
const LATE_MS = 20 * 60_000;
const PORTAL: Reply = {
  status: 200,
  headers: { "content-type": "text/html" },
  cookies: [],
  text: "<html>Welcome to the marina's Wi-Fi</html>",
};

/**
 * Sends a request through a network that loses, doubles and delays: "nothing" is what its sender then hears. What the server
 * has acknowledged to nobody is not acknowledged.
 */
export async function exchange(scene: Scene, wire: Wire, purpose: Purpose): Promise<Reply | "nothing"> {
  const { world, fates } = scene;
  if (!fates.percent(world.weather.network)) return arrive(scene, wire, purpose);
  const fate = fates.pick(["request lost", "answer lost", "twice", "late", "portal"] as const);
  world.trace.say(purpose.about, `${wire.method} ${pathOf(wire)}: ${fate}`);
  switch (fate) {
    case "request lost":
      return "nothing";
    case "answer lost":
      await arrive(scene, wire, purpose);
      return "nothing";
    case "twice":
      await arrive(scene, wire, purpose);
      return arrive(scene, wire, purpose);
    case "late":
      delay(scene, wire, purpose);
      return "nothing";
    case "portal":
      return PORTAL;
  }
}

function delay({ world, fates }: Scene, wire: Wire, { about, deeds }: Purpose): void {
  for (const deed of deeds) deed.echoes = true;
  world.late.push({ at: world.system.now() + fates.below(LATE_MS), wire, about, deeds });
}

/** Lets a request come to the server, and looks at what it answers. */
export async function arrive(scene: Scene, wire: Wire, purpose: Purpose): Promise<Reply> {
  const { world, turn } = scene;
  const answered = await world.system.send(wire, turn, hurtsNow(scene));
  world.asked.push(...world.system.takeAsked());
  const { status } = answered.reply;
  world.trace.say(purpose.about, `${wire.method} ${pathOf(wire)} ${status}${answered.died ? " died" : ""}`);
  judge(world, wire, answered, purpose.may);
  return answered.reply;
}

/** Nobody is answered by a fault, and nobody is refused what is not to be refused. */
function judge(world: World, wire: Wire, { reply, died, hurt, faults }: Answered, may: readonly number[]): void {
  const { status, text } = reply;
  const what = `${wire.method} ${wire.path} by ${world.live} answered ${status}: ${text.slice(0, 400)}`;
  // Not thrown: what sends requests takes an error for a network that is away.
  const find = (invariant: Invariant, message: string): void => {
    world.found ??= new Violation(invariant, message);
  };
  if (status >= 500) {
    if (died ? status !== 502 : !hurt || status !== 503) find("answers", `${what} ${faults.join("\n")}`);
  } else if (text.includes(problemType("other-author"))) {
    if (!isAnothers(wire)) find("authors", what);
  } else if (status >= 400 && !may.includes(status)) find("answers", what);
  if (status < 300 && world.live === "now" && isAnothers(wire)) find("authors", what);
  if (faults.length > 0 && !hurt) find("faults", `${wire.method} ${wire.path}: ${faults.join("\n")}`);
}

/** Tells whether a change names another author than whose session it comes with. */
function isAnothers({ headers, cookie, path }: Wire): boolean {
  const author = headers[AUTHOR_HEADER];
  if (author === undefined || path === SESSION_PATH) return false;
  return !cookie.startsWith(`${SESSION_COOKIE_SENT}=${accountKey(decodeURIComponent(author))}.`);
}

/** Ids are left out: they make lines long and say nothing. */
function pathOf({ path, body }: Wire): string {
  const id = /"id":"([0-9a-f]{8})/.exec(body ?? "")?.[1];
  return `${path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (found) => found.slice(0, 8))}${id === undefined ? "" : ` (${id})`}`;
}

/** Lets the copies arrive whose time has come. */
export async function arriveLate(scene: Scene): Promise<void> {
  const { world } = scene;
  const now = world.system.now();
  const due = world.late.filter(({ at }) => at <= now);
  world.late = world.late.filter(({ at }) => at > now);
  for (const { wire, about, deeds } of due) {
    world.trace.say(about, "a late copy arrives");
    // Nobody hears its answer, whatever that is.
    await arrive(scene, wire, { about, deeds, may: [400, 401, 403, 404, 409, 410, 429] });
  }
}

/** Writes down what an answer says of all that was wanted by a request. */
export function concludeAll({ live, system }: World, deeds: readonly Deed<unknown>[], status: number): void {
  for (const deed of deeds) conclude(deed, status, live, system.now());
}
