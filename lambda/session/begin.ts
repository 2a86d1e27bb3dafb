import type { SessionResponse } from "../../rules/contract/api/session.ts";
import { toAccount, type StoredAccount } from "../accounts/store.ts";
import type { Call } from "../http/route.ts";
import { userAgent } from "../http/viewer.ts";
import type { Services } from "../services.ts";
import { readDevice, readToken, sendDevice, sendToken } from "./cookie.ts";
import { noteDevice } from "./device.ts";
import { readPin } from "./kioskPin.ts";
import { closeSession, openSession, sessionId } from "./store.ts";

/**
 * Opens a session for somebody who has just proved who they are, on this device. One that the browser had
 * before is ended, so that proving it again never leaves one behind.
 */
export async function beginSession(
  services: Services,
  call: Call,
  account: StoredAccount,
): Promise<{ readonly id: string; readonly answer: SessionResponse }> {
  const { table } = services;
  const now = services.clock();
  const before = readToken(call);
  const token = await openSession(table, account, { now, userAgent: userAgent(call) });
  const device = await noteDevice(table, readDevice(call), account.email, now);
  await closeSession(table, before);
  sendToken(call, token);
  sendDevice(call, device);
  return { id: sessionId(token), answer: await toSession(services, account) };
}

/** Says who is signed in, and what every page needs to know of company and stack. */
export async function toSession(
  { config, company, table }: Services,
  account: StoredAccount | undefined,
): Promise<SessionResponse> {
  const { name, currency, timeZone, dock, ...its } = await company.readForStaff();
  return {
    account: account === undefined ? null : toAccount(account),
    change_password: account?.weak_password === true,
    kiosk_pin: account === undefined ? null : ((await readPin(table)) ?? null),
    company: {
      name,
      currency,
      time_zone: timeZone,
      dock: { address: dock.address, map_url: dock.mapUrl },
      start_times: { ...its.startTimes },
      methods: [...its.methods],
      setting_up: its.settingUp && account?.role === "admin",
      turnaround_minutes: its.turnaroundMinutes,
    },
    stack: config.stack,
  };
}
