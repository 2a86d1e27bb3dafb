import { Agent } from "node:http";
import { CloudFrontKeyValueStoreClient } from "@aws-sdk/client-cloudfront-keyvaluestore";
import { S3Client } from "@aws-sdk/client-s3";
import "@aws-sdk/signature-v4a";
import { REAL_CLOCK } from "../../../cloud/clock/clock.ts";
import { startControlPlane, type ControlPlane } from "../../../cloud/aws/controlPlane.ts";
import { runGraph, type Running } from "./graph.ts";
import type { Graph } from "../../../cloud/graph/graph.ts";
import type { Storage } from "../../../cloud/realise/storage.ts";

const COMMON = { region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" }, maxAttempts: 1 };

/** Opens AWS's own S3 client on a control plane. */
export function openS3(endpoint: string): S3Client {
  return new S3Client({ ...COMMON, endpoint, forcePathStyle: true });
}

/** Opens AWS's own KeyValueStore client; it puts the account into the host name, which leads to this machine as well. */
export function openKvs(endpoint: string): CloudFrontKeyValueStoreClient {
  const httpAgent = new Agent({
    lookup: (_host, _options, done) => {
      done(null, [{ address: "127.0.0.1", family: 4 }]);
    },
  });
  return new CloudFrontKeyValueStoreClient({ ...COMMON, endpoint, requestHandler: { httpAgent } });
}

/** A realised graph with its control plane. */
export interface Served extends Running {
  controlPlane: ControlPlane;
}

/** Realises a graph and serves its APIs; a test that restarts gives the storage of the run before. */
export async function serveGraph(graph: Graph, storage?: Storage): Promise<Served> {
  const running = await runGraph(graph, storage);
  const controlPlane = await startControlPlane(() => running.realised.apis, running.access, {
    onFault: () => undefined,
    clock: REAL_CLOCK,
  });
  const close = async (): Promise<void> => {
    await controlPlane.close();
    await running.close();
  };
  return { ...running, controlPlane, close };
}
