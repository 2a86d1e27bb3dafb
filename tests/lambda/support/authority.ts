import { createServer } from "node:http";

import { REAL_CLOCK } from "../../../cloud/clock/clock.ts";
import { answerRequests } from "../../../cloud/http/answering.ts";
import { openTimestampAuthority, type TimestampAuthority } from "../../../cloud/timestamp/server.ts";
import { listen } from "./listen.ts";

/** The embedded cloud's time-stamp authority on a port of its own. */
export interface TestAuthority extends Pick<TimestampAuthority, "faults"> {
  readonly url: string;
  /** Its certificate, as PEM. */
  readonly pem: string;
  close(): void;
}

/** Starts an authority with a key of its own; what fails in it fails the test. */
export async function startAuthority(): Promise<TestAuthority> {
  const { faults, answer } = openTimestampAuthority(undefined, REAL_CLOCK);
  const server = createServer();
  const failed = { status: 500, headers: {}, body: "" };
  answerRequests(server, {
    pages: "own",
    answer,
    tooLarge: failed,
    failed,
    onFault: (fault) => {
      throw fault;
    },
    clock: REAL_CLOCK,
  });
  const url = await listen(server);
  return {
    url,
    faults,
    pem: await (await fetch(url)).text(),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
