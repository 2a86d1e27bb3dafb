import type { Page } from "playwright-core";

import type { Cloud } from "../../../local/ourCloud.ts";

/** Gives a page's browser what unlocks a phone, and somebody who touches it. */
export async function giveAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

export async function signOut(page: Page): Promise<void> {
  await page.getByText("Menu", { exact: true }).click();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
}

/** Reads the newest mail to somebody, and answers its link that chooses how they sign in. */
export async function newestLinkTo(cloud: Cloud, address: string): Promise<string> {
  await cloud.settled();
  const mail = cloud.gmail.mails().findLast(({ to }) => to === address);
  return /http\S+\/link#[\w-]{43}/.exec(mail?.text ?? "")?.[0] ?? "";
}
