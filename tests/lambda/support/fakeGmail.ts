import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import * as v from "valibot";

import { listen } from "./listen.ts";

/** `ok`, answers 503, waits until the caller gives up, refuses the refresh token, refuses the message itself, or wants no more for now, in either of its ways. */
export type Fault = "none" | "down" | "slow" | "revoked" | "bad-message" | "quota" | "quota as 403";

export interface FakeGmail {
  readonly endpoint: string;
  /** MIME of each message taken, oldest first. */
  readonly mails: string[];
  /** How many access tokens were asked for. */
  tokens: number;
  fault: Fault;
  close(): Promise<void>;
}

const SendBody = v.object({ raw: v.string() });

/** Speaks as much of Google's HTTP API as the real client needs to send a message. */
export async function startFakeGmail(): Promise<FakeGmail> {
  const server = createServer((request, response) => {
    void answer(fake, request, response);
  });
  const endpoint = await listen(server);
  const fake: FakeGmail = {
    endpoint,
    mails: [],
    tokens: 0,
    fault: "none",
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
  return fake;
}

async function answer(fake: FakeGmail, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  if (fake.fault === "down") {
    reply(response, 503, { error: { code: 503 } });
    return;
  }
  if (fake.fault === "slow") return;
  if (request.url === "/token") {
    answerToken(fake, response);
    return;
  }
  if (request.url !== "/gmail/v1/users/me/messages/send" || request.headers.authorization !== "Bearer access-1") {
    reply(response, 404, { error: { code: 404 } });
    return;
  }
  if (fake.fault === "quota" || fake.fault === "quota as 403") {
    const code = fake.fault === "quota" ? 429 : 403;
    reply(response, code, { error: { code, errors: [{ reason: "rateLimitExceeded" }] } });
    return;
  }
  if (fake.fault === "bad-message") {
    reply(response, 400, { error: { code: 400, errors: [{ reason: "invalidArgument" }] } });
    return;
  }
  fake.mails.push(Buffer.from(v.parse(SendBody, JSON.parse(body)).raw, "base64url").toString());
  reply(response, 200, { id: `m${fake.mails.length}`, labelIds: ["SENT"] });
}

function answerToken(fake: FakeGmail, response: ServerResponse): void {
  fake.tokens += 1;
  if (fake.fault === "revoked") reply(response, 400, { error: "invalid_grant" });
  else reply(response, 200, { access_token: "access-1", expires_in: 3600, token_type: "Bearer" });
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
