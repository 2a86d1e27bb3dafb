import { untilIdle } from "../device/idle.ts";
import { openOnce } from "../device/openOnce.ts";
import type { Route } from "../routing/router.ts";
import { loadLater } from "../ui/loadLater.ts";

// What of the dashboard is loaded by itself, with a budget of its own in build/sizes.ts: what somebody waits for alone. All
// else is one part (later.ts), as many small ones would share many smaller ones, and weigh more than they save.

/** Loads what is the first screen of somebody who is not signed in. */
export const loadSignIn = openOnce(() => import("../session/SignIn.tsx"));
/** Loads the charter's page, which is the first screen of who follows a link to it. */
export const loadCharter = openOnce(() => import("../charter/Charter.tsx"));

/** Begins to load what an address will show, while it is still asked who is there. */
export async function expectRoute({ name }: Route): Promise<void> {
  if (name === "sign-in" || name === "charter")
    await Promise.allSettled([name === "charter" ? loadCharter() : loadSignIn()]);
}

/** Loads every part while the first screen is looked at, so that the next one opens at once. What fails is loaded anew when it is used. */
export async function warmParts(): Promise<void> {
  await untilIdle();
  await Promise.allSettled([loadCharter(), loadLater(), loadSignIn()]);
}
