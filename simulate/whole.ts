import { createHash } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";

import { movableClock } from "../cloud/clock/movableClock.ts";
import type { Fate } from "../cloud/dynamodb/faults.ts";
import { openTable } from "../lambda/dynamodb/openTable.ts";
import { startOurCloud, type Cloud } from "../local/ourCloud.ts";
import { BODY_HASH_HEADER } from "../rules/contract/headers.ts";
import { stopClock } from "../testkit/stopClock.ts";
import type { Accepted, Mood } from "./system/gmail.ts";
import { UNHURT, type Hurts } from "./system/hurts.ts";
import { beginInvocation, type Invocation } from "./system/invocation.ts";
import type { Ended, System } from "./system/system.ts";
import { ALONE } from "./system/turns.ts";
import type { Reply, Wire } from "./system/wire.ts";
import type { Item } from "./table/values.ts";
import type { Opening } from "./world/opening.ts";

const CONNECTION = { region: "us-east-1", credentials: { accessKeyId: "operator", secretAccessKey: "operator" } };

/**
 * Plays on the embedded cloud: the Pulumi program, the edge, HTTP, functions in threads with their roles, dynalite and the local
 * Gmail, on one clock that is moved. Things happen one after the other, as threads take turns that no seed decides; and
 * there is no older version, which would be another deployment.
 */
export async function startWhole({ variables }: Opening, startsAt: number): Promise<System> {
  const clock = movableClock(new Date(startsAt));
  let current = beginInvocation("now", ALONE, UNHURT);
  const cloud = await startOurCloud({
    clock,
    config: {
      "scc:timeZone": variables["TIME_ZONE"] ?? "",
      "scc:signingClosesHours": variables["SIGNING_CLOSES_HOURS"] ?? "",
    },
    // The schedule comes round when the run says so: hours of the clock pass between two steps.
    editGraph: stopClock,
    faults: { onTableCall: () => fateOf(current) },
  });
  const connection = { ...CONNECTION, endpoint: cloud.table.endpoint };
  const table = openTable({ ...connection, tableName: cloud.table.name });
  const reader = DynamoDBDocumentClient.from(new DynamoDBClient(connection));
  const mailbox = watchMailbox(cloud);

  /** Does one thing, and what it asks for, before anything else is done. */
  async function during<Answer>(hurts: Hurts, act: () => Promise<Answer>): Promise<Ended & { answer: Answer }> {
    const invocation = beginInvocation("now", ALONE, hurts);
    current = invocation;
    const answer = await act();
    await clock.advance(0);
    await cloud.settled();
    mailbox.note(invocation);
    current = beginInvocation("now", ALONE, UNHURT);
    return { answer, hurt: invocation.hurt, died: invocation.died, faults: [] };
  }

  return {
    now: () => clock.now(),
    takesTurns: false,
    moveTo: async (instant) => {
      await clock.advance(Math.max(0, instant - clock.now()));
    },
    operate: (act) => act(table),
    send: async (wire, _turn, hurts) => {
      const { answer: reply, ...ended } = await during(hurts, () => exchange(cloud.url, wire));
      return { ...ended, reply };
    },
    sweep: (_turn, hurts) => during(hurts, () => cloud.runSchedule(scheduleOf(cloud)).catch(() => undefined)),
    // The cloud has the function deliver what requests ask for.
    takeAsked: () => [],
    deliver: () => Promise.resolve({ hurt: false, died: false, faults: [] }),
    expire: () => Promise.resolve(),
    release: () => false,
    mood: (mood) => {
      setMood(cloud, mood);
    },
    accepted: () => mailbox.accepted,
    items: async () => {
      const items: Item[] = [];
      for await (const { Items = [] } of paginateScan({ client: reader }, { TableName: cloud.table.name }))
        items.push(...Items);
      return items;
    },
    close: async () => {
      reader.destroy();
      await cloud.close();
    },
  };
}

/** The SDK in the function asks again where a call fails, so that this is the only one that it cannot make good. */
function fateOf(invocation: Invocation): Fate {
  const { hurts, calls } = invocation;
  invocation.calls += 1;
  if (calls === hurts.diesAt) {
    invocation.die();
    return "kill before";
  }
  const hurt = hurts.table();
  if (hurt === undefined) return "proceed";
  invocation.hurt = true;
  return hurt === "away" ? "fail before" : "fail after";
}

async function exchange(url: string, { method, path, headers, cookie, body }: Wire): Promise<Reply> {
  const bytes = new TextEncoder().encode(body ?? "");
  const hash = createHash("sha256").update(bytes).digest("hex");
  const response = await fetch(url + path, {
    method,
    redirect: "manual",
    headers: {
      ...headers,
      ...(method === "GET" || method === "HEAD" ? {} : { [BODY_HASH_HEADER]: hash }),
      ...(cookie === "" ? {} : { cookie }),
    },
    ...(bytes.length === 0 ? {} : { body: bytes }),
  });
  return {
    status: response.status,
    headers: { "content-type": response.headers.get("content-type") ?? "" },
    cookies: response.headers.getSetCookie(),
    text: await response.text(),
  };
}

function scheduleOf({ graph }: Cloud): string {
  const schedule = graph.resources.find(({ type }) => type === "aws:scheduler/schedule:Schedule");
  return String(schedule?.inputs["name"]);
}

/** The local Gmail loses no answer that it has given, and its slowness takes the machine's time. */
function setMood({ gmail: { faults } }: Cloud, mood: Mood): void {
  faults.down = mood === "down";
  faults.refused = mood === "slow";
  faults.revoked = mood === "revoked";
  faults.quota = mood === "quota";
}

/** Tells of each mail that is new in the mailbox who has sent it. */
function watchMailbox({ gmail }: Cloud) {
  const accepted: Accepted[] = [];
  let seen = 0;
  return {
    accepted,
    note: (by: Invocation): void => {
      const fresh = gmail.mails().slice(seen);
      seen += fresh.length;
      for (const { messageId, to, receivedAt } of fresh) {
        const id = /^<([^.@]*)/.exec(messageId)?.[1];
        // Alarms are mailed there as well, by nobody of ours.
        if (id !== undefined) accepted.push({ id, to, at: Date.parse(receivedAt), heard: true, by });
      }
    },
  };
}
