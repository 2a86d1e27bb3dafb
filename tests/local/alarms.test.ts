import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { openApiClient } from "../../local/client.ts";
import { startOurCloud, type Cloud, type OurOptions } from "../../local/ourCloud.ts";
import type { Graph } from "../../cloud/graph/graph.ts";
import { TRIES_MAX } from "../../rules/mail/retries.ts";
import { createCharter, logPayment, makePayments, openCloudTable, openDesk } from "../load/support/client.ts";
import { makeMailsDue, sweep } from "../load/support/outbox.ts";

let cloud: Cloud | undefined;
afterEach(async () => {
  await cloud?.close();
  cloud = undefined;
});

async function start(options: OurOptions = {}): Promise<Cloud> {
  return (cloud = await startOurCloud(options));
}

const inMinutes = (minutes: number): Date => new Date(Date.now() + minutes * 60_000);
const mailsAbout = ({ gmail }: Cloud, alarm: string) =>
  gmail.mails().filter(({ subject }) => subject.includes(`"scc-local-${alarm}"`));
const transitions = ({ logs }: Cloud, alarm: string): string[] =>
  logs
    .lines()
    .map(({ text }) => text)
    .filter((text) => text.startsWith(`alarm scc-local-${alarm}:`));

/** The function's log lines reach CloudWatch a moment after its answer. */
async function expectState(running: Cloud, alarm: string, state: string): Promise<void> {
  await expect
    .poll(() => {
      running.evaluateAlarms();
      return running.alarms[`scc-local-${alarm}`];
    })
    .toBe(state);
}

/** Leaves a payment's mail with its last try, due now, and lets that fail. */
async function giveUpAMail(running: Cloud): Promise<void> {
  running.gmail.faults.down = true;
  const desk = await openDesk(running);
  const slug = await createCharter(desk, "Jane");
  for (const payment of makePayments(slug, 1)) await logPayment(desk, payment);
  // It was tried once, in vain.
  for (const mail of await makeMailsDue(running, slug)) {
    await openCloudTable(running).update(
      { event_id: slug, timestamp: slug.slice(0, 10) },
      {
        set: [[["outbox", mail, "tries"], TRIES_MAX - 1]],
      },
    );
  }
  await sweep(running);
  running.gmail.faults.down = false;
}

test("a mail given up rings, mails the admin, is in the log, outlives a reload, and is over when no other follows", async () => {
  const running = await start();
  running.evaluateAlarms();
  await giveUpAMail(running);

  await expectState(running, "mail-failed", "ALARM");
  await running.reload();
  running.evaluateAlarms();
  expect(running.alarms["scc-local-mail-failed"]).toBe("ALARM");
  running.evaluateAlarms(inMinutes(30));

  expect(running.alarms["scc-local-mail-failed"]).toBe("OK");
  const mails = mailsAbout(running, "mail-failed");
  expect(mails.map(({ subject, to, from }) => [subject, to, from])).toEqual([
    [
      'ALARM: "scc-local-mail-failed" in US East (N. Virginia)',
      "captain@example.com",
      "AWS Notifications <no-reply@sns.amazonaws.com>",
    ],
    [
      'OK: "scc-local-mail-failed" in US East (N. Virginia)',
      "captain@example.com",
      "AWS Notifications <no-reply@sns.amazonaws.com>",
    ],
  ]);
  expect(mails[0]?.text).toContain('docs/operating.md, section "mail-failed"');
  expect(mails[0]?.text).toContain("datapoints [1] were greater than or equal to the threshold (1)");
  expect(transitions(running, "mail-failed").map((text) => text.split(". ")[0])).toEqual([
    "alarm scc-local-mail-failed: INSUFFICIENT_DATA -> OK",
    "alarm scc-local-mail-failed: OK -> ALARM",
    "alarm scc-local-mail-failed: ALARM -> OK",
  ]);
});

test("a sweep that stopped rings after ten minutes, and a cloud that has just started is not blamed for the time before", async () => {
  const running = await start();
  running.evaluateAlarms();
  expect(running.alarms["scc-local-sweep-stopped"]).toBe("INSUFFICIENT_DATA");
  await sweep(running);
  await expectState(running, "sweep-stopped", "OK");

  running.evaluateAlarms(inMinutes(9));
  expect(running.alarms["scc-local-sweep-stopped"]).toBe("OK");
  running.evaluateAlarms(inMinutes(14));

  expect(running.alarms["scc-local-sweep-stopped"]).toBe("ALARM");
  expect(mailsAbout(running, "sweep-stopped").map(({ subject }) => subject.split(":")[0])).toEqual(["ALARM"]);
});

/** Guesses a password until so many guesses were refused. */
async function guessUntilRefused(url: string, times: number): Promise<void> {
  const guess = { email: "captain@example.com", password: "not this one" };
  for (let refused = 0; refused < times; ) {
    const { status } = await openApiClient(url).call("POST", "/api/session", guess);
    if (status === 429) refused += 1;
    else if (status !== 401) throw new Error(`A wrong password was answered ${String(status)}.`);
  }
}

test("guessing passwords rings once it has been refused five times", async () => {
  const running = await start();
  const counted = () => running.logs.lines().filter(({ text }) => text.includes('"SignInThrottled":1')).length;

  await guessUntilRefused(running.url, 4);
  await expect.poll(counted).toBe(4);
  running.evaluateAlarms();
  expect(running.alarms["scc-local-sign-in-throttled"]).toBe("OK");
  await guessUntilRefused(running.url, 1);

  await expectState(running, "sign-in-throttled", "ALARM");
});

/** Puts a handler in the function's place that crashes on one path. */
function crashing(graph: Graph): Graph {
  const path = mkdtempSync(join(tmpdir(), "scc-crash-"));
  writeFileSync(
    join(path, "index.mjs"),
    `export const handler = async ({ rawPath }) => {
    if (rawPath === "/api/crash") throw new Error("crashed");
    return { statusCode: 200, body: "fine" };
  };`,
  );
  const code = { asset: "file", path };
  return {
    ...graph,
    resources: graph.resources.map((resource) =>
      resource.type === "aws:lambda/function:Function"
        ? { ...resource, inputs: { ...resource.inputs, code } }
        : resource,
    ),
  };
}

test("a crash rings for the function's errors, and at the edge once it is a twentieth of what visitors got", async () => {
  const running = await start({ editGraph: crashing });
  const answers: number[] = [];
  const visit = async (path: string): Promise<void> => {
    answers.push((await fetch(running.url + path)).status);
  };

  for (let n = 0; n < 20; n += 1) await visit("/api/fine");
  await visit("/api/crash");
  running.evaluateAlarms();
  expect(running.alarms).toMatchObject({ "scc-local-function-errors": "ALARM", "scc-local-edge-failures": "OK" });
  await visit("/api/crash");
  running.evaluateAlarms();

  expect(answers.filter((status) => status === 502)).toHaveLength(2);
  expect(running.alarms).toMatchObject({ "scc-local-edge-failures": "ALARM", "scc-local-function-throttles": "OK" });
  expect(mailsAbout(running, "function-errors")).toHaveLength(1);
  expect(mailsAbout(running, "edge-failures")).toHaveLength(1);
});
