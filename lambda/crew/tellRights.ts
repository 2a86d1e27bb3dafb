import type { Permission, Role } from "../../rules/contract/api/session.ts";
import { queueNews } from "../accountMail/queue.ts";
import type { Call, Caller } from "../http/route.ts";
import { viewerOrigin } from "../http/viewer.ts";
import type { Services } from "../services.ts";
import { noteSecurity } from "../session/note.ts";

interface Changed {
  /** Whose account it is. */
  readonly email: string;
  /** Their new role; undefined where it is what it was. */
  readonly role: Role | undefined;
  /** What they were allowed besides, and what they are now. */
  readonly before: readonly string[];
  readonly permissions: readonly Permission[];
}

const ROLE_WORDS: Readonly<Record<Role, string>> = {
  admin: "Admin: everything on the dashboard",
  crew: "Crew: charters, lists and departures",
};
const PERMISSION_WORDS: Readonly<Record<Permission, string>> = { payments: "take money and log it" };

/** Tells the security log what somebody may do now and, where that is another than before, them by mail. */
export async function tellRights(
  services: Services,
  call: Call,
  caller: Caller,
  { email, role, before, permissions }: Changed,
): Promise<void> {
  const { table, clock } = services;
  const line = { by: caller.email, of: email };
  const news = { to: email, by: caller.name, own: email === caller.email, origin: viewerOrigin(call) };
  if (role !== undefined) {
    noteSecurity(services, call, "role-changed", { ...line, detail: role });
    await queueNews(table, { ...news, news: "role-changed", detail: ROLE_WORDS[role] }, clock());
  }
  noteSecurity(services, call, "permissions-changed", { ...line, detail: permissions.join(" ") || "none" });
  const words = Object.entries(PERMISSION_WORDS);
  if (words.every(([permission]) => before.includes(permission) === permissions.some((one) => one === permission)))
    return;
  const may = permissions.map((permission) => PERMISSION_WORDS[permission]);
  const detail =
    may.length === 0 ? "What your role lets you, and no more" : `What your role lets you, and ${may.join(", ")}`;
  await queueNews(table, { ...news, news: "permissions-changed", detail }, clock());
}
