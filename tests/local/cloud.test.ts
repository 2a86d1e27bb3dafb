import { expect, test } from "vitest";
import { startCloud } from "../../local/cloud.ts";

test("the real program comes up and serves the dashboard", async () => {
  const cloud = await startCloud();
  const response = await fetch(cloud.url);
  console.log(response.status, Object.fromEntries(response.headers), (await response.text()).slice(0, 200));
  const health = await fetch(`${cloud.url}/api/health`);
  console.log(health.status, await health.text(), cloud.logs.lines(), cloud.unenforced);
  await cloud.close();
  expect(response.status).toBe(200);
});
