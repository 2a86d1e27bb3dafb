import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";

import { verifyItems } from "../../ops/verify/verify.ts";
import { useCloud } from "../support/useCloud.ts";
import { exportTable } from "../ops/support/wholeRecord.ts";

const cloud = useCloud({ demo: true, stamps: true });
/** The demo's three signatures of today; those of days that are over were never asked about. */
const STAMPED = 3;

it("has the demo's signatures stamped by its own authority, now or with a sweep, and all of them hold", async () => {
  const read = () =>
    exportTable({ variables: { AWS_ENDPOINT_URL_DYNAMODB: cloud.table.endpoint, TABLE_NAME: cloud.table.name } });
  const stamped = async (): Promise<number> => (await read()).filter(({ text }) => text.includes('"stamp":')).length;
  // On a busy machine the first answer comes too late, and the authority is left alone for a minute.
  for (let tries = 0; tries < 20 && (await stamped()) < STAMPED; tries += 1) {
    await pause(5_000);
    await cloud.runSchedule("scc-local-outbox");
  }
  expect(await stamped()).toBe(STAMPED);
  const trusted = await (await fetch(cloud.timestamps.url)).text();
  expect((await verifyItems(await read(), { trusted })).mismatches).toEqual([]);
}, 120_000);
