import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import { accessKeyOf, isTemporary } from "../aws/accessKeys.ts";
import { REAL_CLOCK } from "../clock/clock.ts";
import { answerRequests, type WholeAnswer, type WholeRequest } from "../http/answering.ts";
import type { Guard } from "./guard.ts";
import type { SettledTables } from "./settings.ts";
import type { TableAnswer } from "./tables.ts";
import type { Watch } from "./watch.ts";

/** What answers calls. */
export interface TableService {
  readonly tables: SettledTables;
  readonly guard: Guard;
  /** Undefined where nobody watches: no call waits for a decision. */
  readonly watch: Watch | undefined;
  readonly onFault: (fault: unknown) => void;
}

/** Creates the server of DynamoDB's API: the guard decides who may, the tables do it. Signatures are not verified. */
export function createTableServer(service: TableService): Server {
  const server = createServer();
  server.keepAliveTimeout = 60_000;
  answerRequests(server, {
    pages: "own",
    answer: async (request) => {
      const answered = await answer(request, service);
      return answered === "cut" ? answered : toAnswer(answered);
    },
    tooLarge: toAnswer(fault(413, "RequestEntityTooLargeException")),
    failed: toAnswer(fault(500, "InternalServerError")),
    onFault: service.onFault,
    // This thread follows the cloud's clock by itself.
    clock: REAL_CLOCK,
  });
  return server;
}

async function answer(request: WholeRequest, { tables, guard, watch }: TableService): Promise<TableAnswer | "cut"> {
  // `DynamoDB_20120810.PutItem`
  const [version, action = ""] = String(request.headers["x-amz-target"]).split(".");
  if (request.method !== "POST" || version !== "DynamoDB_20120810") return fault(400, "UnknownOperationException");
  const accessKeyId = accessKeyOf(request.headers.authorization, request.url);
  if (accessKeyId === "")
    return fault(400, "MissingAuthenticationTokenException", "Request is missing Authentication Token");
  const input = readJson(request.body);
  if (input === undefined) return fault(400, "SerializationException");
  const call = { action, input };
  const refusal = guard.refusal(accessKeyId, call);
  if (refusal === undefined) {
    const make = (): Promise<TableAnswer> => tables.run(call, accessKeyId);
    return watch === undefined || !isTemporary(accessKeyId) ? make() : watch.pass(accessKeyId, call, make);
  }
  const type = refusal.code === "AccessDenied" ? "AccessDeniedException" : "UnrecognizedClientException";
  return fault(400, type, refusal.message);
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

function fault(status: number, type: string, message?: string): TableAnswer {
  return { status, body: { __type: `com.amazon.coral.service#${type}`, message } };
}

function toAnswer({ status, body }: TableAnswer): WholeAnswer {
  const headers = { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": randomUUID() };
  return { status, headers, body: JSON.stringify(body) };
}
