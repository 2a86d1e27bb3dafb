import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

import { closeServer, listen } from "../../../cloud/http/listen.ts";
import { unitsOfRead, type Call } from "./reads.ts";
import { readItem, tableOf, writeKey } from "./target.ts";
import { writeUnits } from "./units.ts";

/** What the recorded calls cost, in DynamoDB's request units. */
export interface Units {
  reads: number;
  writes: number;
}

/** Stands between the Lambda and dynalite and counts request units. */
export interface Recorder {
  readonly endpoint: string;
  /** What was counted since the start; a copy. */
  readonly units: () => Units;
  /** Where calls go; to be set before the first one. */
  forwardTo(endpoint: string): void;
  close(): Promise<void>;
}

const WRITES = new Set(["PutItem", "UpdateItem", "DeleteItem"]);

/** Starts a recorder on a free port. */
export async function startRecorder(): Promise<Recorder> {
  const counted: Units = { reads: 0, writes: 0 };
  let target = "";
  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing, target, counted).catch((fault: unknown) => {
      // The Lambda answers 500 to this, which ends the charter day with the route's name.
      outgoing.writeHead(500).end(String(fault));
    });
  });
  const port = await listen(server, 0);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    units: () => ({ ...counted }),
    forwardTo: (endpoint) => {
      target = endpoint;
    },
    close: () => closeServer(server),
  };
}

async function pass(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  target: string,
  counted: Units,
): Promise<void> {
  const call: Call = {
    target,
    action: String(incoming.headers["x-amz-target"]).split(".")[1] ?? "",
    input: await readJson(incoming),
  };
  const forward = () => forwardCall(incoming, call);
  const answer = WRITES.has(call.action) ? await recordWrite(call, forward, counted) : await forward();
  if (!WRITES.has(call.action) && answer.status === 200) counted.reads += await unitsOfRead(call);
  outgoing.writeHead(answer.status, { "content-type": "application/x-amz-json-1.0" }).end(answer.body);
}

interface Forwarded {
  readonly status: number;
  readonly body: Buffer;
}

/** The item is read before and after; the calls of one charter day never write one item at the same moment. */
async function recordWrite(call: Call, forward: () => Promise<Forwarded>, counted: Units): Promise<Forwarded> {
  const [table, key] = [tableOf(call.input), writeKey(call.input)];
  const before = await readItem(call.target, table, key);
  const answer = await forward();
  const refused = answer.body.toString().includes("ConditionalCheckFailedException");
  if (answer.status === 200 || refused) counted.writes += writeUnits(before, await readItem(call.target, table, key));
  return answer;
}

async function forwardCall({ headers }: IncomingMessage, { target, action, input }: Call): Promise<Forwarded> {
  const response = await fetch(target, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `DynamoDB_20120810.${action}`,
      "x-amz-date": String(headers["x-amz-date"]),
      authorization: headers.authorization ?? "",
    },
    body: JSON.stringify(input),
  });
  return { status: response.status, body: Buffer.from(await response.arrayBuffer()) };
}

async function readJson(incoming: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString());
}
