import { join } from "node:path";

import { createCharters } from "./support/dashboard.ts";
import { runLoad, type Load } from "./support/load.ts";
import { startFloor, withDirectory } from "./support/servers.ts";
import { median } from "./support/statistics.ts";
import type { Report, Row } from "./table.ts";

const ROUNDS = 3;
const REQUESTS = 300;
const WARM_UP = 200;
const CONNECTIONS = 8;
/** As many as a busy week has; each ledger gets the entries of a large charter, not more. */
const CHARTERS = 16;
const WANTED = 0.7;

interface Peer {
  readonly url: string;
  readonly cookie: string;
  readonly rounds: Load[];
}

/** Measures payments through the whole cloud against two floors, in turns, with the same load. */
export async function measurePayments(url: string, cookie: string): Promise<Report> {
  return withDirectory(async (directory) => {
    const floor = await startFloor(join(directory, "update"), "update");
    try {
      const routeFloor = await startFloor(join(directory, "route"), "route");
      try {
        const peers = [
          { url, cookie },
          { url: floor.url, cookie: "" },
          { url: routeFloor.url, cookie: "" },
        ];
        return report(await alternate(peers.map((peer) => ({ ...peer, rounds: [] }))));
      } finally {
        await routeFloor.stop();
      }
    } finally {
      await floor.stop();
    }
  });
}

async function alternate(peers: readonly Peer[]): Promise<readonly Peer[]> {
  for (const peer of peers) await runRound(peer, 0, WARM_UP);
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const peer of peers) peer.rounds.push(await runRound(peer, round, REQUESTS));
  }
  return peers;
}

/** Every round has charters of its own, so that the last one's ledgers are no longer than the first one's. */
async function runRound({ url, cookie }: Peer, round: number, requests: number): Promise<Load> {
  const slugs = await createCharters(url, cookie, `20${40 + round}-05`, CHARTERS);
  return runLoad({ url, cookie, slugs, connections: CONNECTIONS, requests });
}

function report([cloud, floor, routeFloor]: readonly Peer[]): Report {
  const of = (peer: Peer | undefined, field: keyof Load): number =>
    median((peer?.rounds ?? []).map((round) => round[field]));
  const ratio = (peer: Peer | undefined, field: keyof Load): number => of(cloud, field) / of(peer, field);
  const rate = (peer: Peer | undefined): string => `${of(peer, "perSecond").toFixed(0)}/s`;
  const time = (peer: Peer | undefined, field: keyof Load): string => `${of(peer, field).toFixed(1)} ms`;
  const latency = (field: "p50" | "p99"): Row => ({
    measure: `payments, ${field}`,
    value: time(cloud, field),
    comparedWith: `floor ${time(floor, field)}`,
    ratio: ratio(floor, field),
  });
  const perSecond = ratio(floor, "perSecond");
  return {
    rows: [
      {
        measure: "payments per second",
        value: rate(cloud),
        comparedWith: `floor ${rate(floor)}`,
        ratio: perSecond,
        wanted: `>= ${WANTED}`,
        met: perSecond >= WANTED,
      },
      {
        measure: "payments per second, same table calls",
        value: rate(cloud),
        comparedWith: `floor with them ${rate(routeFloor)}`,
        ratio: ratio(routeFloor, "perSecond"),
      },
      latency("p50"),
      latency("p99"),
    ],
    notes: [
      `Payments: POST /api/payment/log, ${CONNECTIONS} kept-alive connections, ${REQUESTS} requests over ${CHARTERS} new charters, ` +
        `${ROUNDS} rounds in turns after a warm-up, medians. The floor is node:http, the AWS SDK and dynalite on disk in one process: ` +
        "one UpdateItem a request, no sign-in, no mail.",
      "The floor with the same table calls also reads session and account (BatchGetItem) and takes the mail out again " +
        "(UpdateItem): what is left between it and the cloud is the edge, OAC, the Lambda's thread, validation and the mail to Gmail.",
    ],
  };
}
