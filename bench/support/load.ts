import { Agent } from "node:http";

import { makePayment } from "./dashboard.ts";
import { postOrThrow } from "./http.ts";
import { quantile } from "./statistics.ts";

/** What one round of load measured; times in milliseconds. */
export interface Load {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

interface LoadOptions {
  readonly url: string;
  readonly cookie: string;
  readonly slugs: readonly string[];
  readonly connections: number;
  readonly requests: number;
}

/** Logs payments, spread over the charters, on kept-alive connections: each sends its next when it has its answer. */
export async function runLoad({ url, cookie, slugs, connections, requests }: LoadOptions): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  let sent = 0;
  const connection = async (): Promise<void> => {
    while (sent < requests) {
      const turn = sent;
      sent += 1;
      const sentAt = performance.now();
      await postOrThrow(`${url}/api/payment/log`, makePayment(slugs[turn % slugs.length] ?? "", turn), cookie, agent);
      times.push(performance.now() - sentAt);
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: connections }, connection));
  const seconds = (performance.now() - startedAt) / 1_000;
  agent.destroy();
  return { perSecond: requests / seconds, p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
}
