import type { Clock } from "../clock/clock.ts";
import { wait } from "../clock/patience.ts";
import { openFiles } from "../data/files.ts";
import type { WholeAnswer, WholeRequest } from "../http/answering.ts";
import type { Identity } from "./authority.ts";

/** What goes wrong at the authority; each stays until it is changed back. */
export interface TimestampFaults {
  /** Every query answers 503. */
  down: boolean;
  /** Every query takes this many milliseconds longer. */
  slowMilliseconds: number;
}

/** The local time-stamp authority: it takes queries (RFC 3161 over HTTP), and shows its certificate as PEM to a browser. */
export interface TimestampAuthority {
  faults: TimestampFaults;
  readonly answer: (request: WholeRequest) => Promise<WholeAnswer>;
}

/** Opens the authority. Its key is made when the first query comes, as most programs never ask for a stamp; without a directory it is kept in memory. */
export function openTimestampAuthority(directory: string | undefined, clock: Clock): TimestampAuthority {
  const faults: TimestampFaults = { down: false, slowMilliseconds: 0 };
  const files = openFiles(directory);
  let opened: Promise<Identity> | undefined;
  const identity = async (): Promise<Identity> => {
    const { openIdentity } = await import("./identity.ts");
    opened ??= openIdentity(files, new Date(clock.now()));
    return opened;
  };
  return {
    faults,
    answer: async (request) => {
      await wait(faults.slowMilliseconds);
      return faults.down ? plain(503, "The authority is down.\n") : answer(request, await identity(), clock);
    },
  };
}

/** RFC 3161, 3.4: the query is posted, and answered with 200 even where it is rejected. A GET shows whose stamps these are. */
async function answer({ method, headers, body }: WholeRequest, identity: Identity, clock: Clock): Promise<WholeAnswer> {
  const { answerQuery, certificatePem } = await import("./authority.ts");
  if (method === "GET") return plain(200, certificatePem(identity));
  if (method !== "POST" || headers["content-type"] !== "application/timestamp-query")
    return plain(415, "A query is posted as application/timestamp-query.\n");
  const reply = await answerQuery(new Uint8Array(body), identity, new Date(clock.now()));
  return { status: 200, headers: { "content-type": "application/timestamp-reply" }, body: Buffer.from(reply) };
}

function plain(status: number, body: string): WholeAnswer {
  return { status, headers: { "content-type": "text/plain; charset=utf-8" }, body };
}
