// The least that could answer a payment: node:http, the AWS SDK and dynalite on disk in one process. Not a part of the
// system; the bench spawns it as `node floor <port> <data> <update|route>`.
import { createServer, type IncomingMessage, type Server } from "node:http";
import { once } from "node:events";
import dynalite from "dynalite";
import * as v from "valibot";

import { openTable } from "../lambda/dynamodb/openTable.ts";
import { createTable } from "../testkit/createTable.ts";
import { createCharter, logPayment, logPaymentAsTheRoute, seedSession } from "./support/floorCalls.ts";

const [, , port, data, calls] = v.parse(
  v.tuple([v.string(), v.string(), v.string(), v.string(), v.picklist(["update", "route"])]),
  process.argv,
);
const connection = { region: "us-east-1", credentials: { accessKeyId: "bench", secretAccessKey: "bench" } };
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

const engine = dynalite({ path: data, createTableMs: 0 });
const endpoint = await listen(engine, 0);
await createTable({ ...connection, endpoint }, "floor");
const table = openTable({ ...connection, endpoint, tableName: "floor" });
await seedSession(table);
const log = calls === "update" ? logPayment : logPaymentAsTheRoute;

async function answer(request: IncomingMessage): Promise<object> {
  if (request.method === "GET") return {};
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
  return request.url === "/api/events" ? createCharter(table, body) : log(table, body);
}

const server = createServer((request, response) => {
  answer(request).then(
    (body) => response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body)),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
});
await listen(server, Number(port));
process.once("SIGINT", () => {
  process.exit(0);
});

async function listen(http: Server, at: number): Promise<string> {
  http.listen(at, "127.0.0.1");
  await once(http, "listening");
  const address = http.address();
  return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : at}`;
}
