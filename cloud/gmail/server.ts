import { createServer, type Server } from "node:http";
import type { Socket } from "node:net";
import { answerSend, answerToken, apiError, type ApiAnswer, type GmailCredentials } from "./api.ts";
import { openMailbox, type Mail, type Mailbox } from "./mailbox.ts";
import { renderMailbox } from "./page.ts";
import type { Clock } from "../clock/clock.ts";
import { wait } from "../clock/patience.ts";
import { answerRequests, splitUrl, type WholeAnswer, type WholeRequest } from "../http/answering.ts";
import { closeServer, listen } from "../http/listen.ts";

/** What goes wrong at Gmail; each stays until it is changed back. */
export interface GmailFaults {
  /** Every API call answers 503. */
  down: boolean;
  /** The connection is cut before an answer. */
  refused: boolean;
  /** Every API call takes this many milliseconds longer. */
  slowMilliseconds: number;
  /** The refresh token and the access tokens made of it are worth nothing. */
  revoked: boolean;
  /** Sending answers 429. */
  quota: boolean;
}

/** The local Gmail: its API for the function, its mailbox for people and tests. */
export interface Gmail {
  url: string;
  faults: GmailFaults;
  mails(): readonly Mail[];
  /** Bytes that came in over the network since the start, headers too. */
  bytesReceived(): number;
  /** Puts a mail into the mailbox that did not come through the API. */
  deliver(mail: Pick<Mail, "from" | "to" | "subject" | "text">): void;
  close(): Promise<void>;
}

/** Starts the local Gmail; without a file the mails live in memory, and without credentials nobody sends any. */
export async function startGmail(options: {
  port: number;
  file: string | undefined;
  credentials: GmailCredentials | undefined;
  /** Hears why a request failed that should not have. */
  onFault: (fault: unknown) => void;
  clock: Clock;
  /** What else answers at this port, by its path. */
  beside?: Beside;
}): Promise<Gmail> {
  const mailbox = openMailbox(options.file);
  const faults: GmailFaults = { down: false, refused: false, slowMilliseconds: 0, revoked: false, quota: false };
  const { credentials, clock, onFault, beside = {} } = options;
  const server = createGmailServer({ mailbox, faults, credentials, clock, beside }, onFault);
  const bytesReceived = countIncoming(server);
  const port = await listen(server, options.port, "gmailPort");
  return {
    url: `http://localhost:${String(port)}`,
    faults,
    mails: mailbox.mails,
    bytesReceived,
    deliver: (mail) => {
      mailbox.put({ messageId: "", html: null, attachments: [], ...mail }, new Date(clock.now()));
    },
    close: () => closeServer(server),
  };
}

function createGmailServer(state: GmailState, onFault: (fault: unknown) => void): Server {
  const server = createServer();
  answerRequests(server, {
    pages: "own",
    answer: (request) => answer(request, state),
    tooLarge: toAnswer(apiError(413, "INVALID_ARGUMENT", "Request payload size exceeds the limit.", "uploadTooLarge")),
    failed: toAnswer(apiError(500, "INTERNAL", "Internal error encountered.")),
    onFault,
    clock: state.clock,
  });
  return server;
}

async function answer(request: WholeRequest, state: GmailState): Promise<WholeAnswer | "cut"> {
  const { path } = splitUrl(request.url);
  const { mailbox, faults, beside } = state;
  const other = Object.hasOwn(beside, path) ? beside[path] : undefined;
  if (other !== undefined) return other(request);
  const route = `${request.method} ${path}`;
  if (route === "GET /")
    return {
      status: 200,
      headers: { "content-type": "text/html; charset=utf-8" },
      body: renderMailbox(mailbox.mails()),
    };
  if (route === "GET /mailbox.json")
    return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(mailbox.mails()) };
  await wait(faults.slowMilliseconds);
  return faults.refused ? "cut" : toAnswer(await answerApi(route, request, state));
}

function toAnswer({ status, body }: ApiAnswer): WholeAnswer {
  return { status, headers: { "content-type": "application/json; charset=UTF-8" }, body: JSON.stringify(body) };
}

function countIncoming(server: Server): () => number {
  const open = new Set<Socket>();
  let closed = 0;
  server.on("connection", (socket) => {
    open.add(socket);
    socket.on("close", () => {
      open.delete(socket);
      closed += socket.bytesRead;
    });
  });
  return () => [...open].reduce((sum, { bytesRead }) => sum + bytesRead, closed);
}

/** The paths of Google's APIs that are realised. */
export const GMAIL_ACTIONS = { token: "POST /token", send: "POST /gmail/v1/users/me/messages/send" };

type Beside = Readonly<Record<string, (request: WholeRequest) => Promise<WholeAnswer>>>;

interface GmailState {
  mailbox: Mailbox;
  faults: GmailFaults;
  credentials: GmailCredentials | undefined;
  clock: Clock;
  beside: Beside;
}

function answerApi(
  route: string,
  request: WholeRequest,
  { mailbox, faults, credentials, clock }: GmailState,
): ApiAnswer | Promise<ApiAnswer> {
  const body = request.body.toString("utf8");
  if (faults.down) return apiError(503, "UNAVAILABLE", "The service is currently unavailable.");
  if (route === GMAIL_ACTIONS.token) return answerToken(new URLSearchParams(body), credentials, faults.revoked);
  if (route !== GMAIL_ACTIONS.send) return apiError(404, "NOT_FOUND", "Requested entity was not found.", "notFound");
  if (faults.quota) return apiError(429, "RESOURCE_EXHAUSTED", "User-rate limit exceeded.", "rateLimitExceeded");
  const authorization = faults.revoked ? undefined : request.headers.authorization;
  return answerSend(authorization, body, { mailbox, credentials, now: new Date(clock.now()) });
}
