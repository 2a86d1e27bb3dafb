import { Agent } from "node:http";
import type { CloudFrontKeyValueStoreClient } from "@aws-sdk/client-cloudfront-keyvaluestore";
import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { LambdaClient } from "@aws-sdk/client-lambda";
import type { S3Client } from "@aws-sdk/client-s3";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** Where a stack's services answer: AWS, or the two addresses of an embedded cloud. */
export interface Place {
  readonly region: string;
  readonly local: { readonly dynamodb: string; readonly aws: string } | undefined;
}

/** The AWS clients of one stack; each SDK package is loaded when a command first needs it. */
export interface Clients {
  /** Speaks in typed attributes, in which no number loses a digit. */
  readonly dynamodb: () => Promise<DynamoDBClient>;
  readonly documents: () => Promise<DynamoDBDocumentClient>;
  readonly s3: () => Promise<S3Client>;
  readonly lambda: () => Promise<LambdaClient>;
  readonly logs: () => Promise<CloudWatchLogsClient>;
  readonly keyValueStore: () => Promise<CloudFrontKeyValueStoreClient>;
}

/** The embedded cloud wants credentials and checks nothing in them. */
export const LOCAL_CREDENTIALS = { accessKeyId: "local", secretAccessKey: "local" };

/** Opens the clients of a place; nothing is asked of it yet. */
export function openClients({ region, local }: Place): Clients {
  const at = (endpoint: string | undefined) => ({
    region,
    ...(endpoint === undefined
      ? {}
      : { endpoint, credentials: LOCAL_CREDENTIALS, requestHandler: { httpAgent: localAgent() } }),
  });
  const dynamodb = once(
    async () =>
      new (await import("@aws-sdk/client-dynamodb")).DynamoDBClient({ ...at(local?.dynamodb), maxAttempts: 6 }),
  );
  return {
    dynamodb,
    documents: once(async () => (await import("@aws-sdk/lib-dynamodb")).DynamoDBDocumentClient.from(await dynamodb())),
    s3: once(async () => {
      const { S3Client: Client } = await import("@aws-sdk/client-s3");
      return new Client({ ...at(local?.aws), forcePathStyle: local !== undefined });
    }),
    lambda: once(async () => new (await import("@aws-sdk/client-lambda")).LambdaClient(at(local?.aws))),
    logs: once(async () => new (await import("@aws-sdk/client-cloudwatch-logs")).CloudWatchLogsClient(at(local?.aws))),
    keyValueStore: once(async () => {
      // The store's API takes SigV4A only; this package registers the signer by being loaded.
      await import("@aws-sdk/signature-v4a");
      return new (await import("@aws-sdk/client-cloudfront-keyvaluestore")).CloudFrontKeyValueStoreClient(
        at(local?.aws),
      );
    }),
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

/** The SDK puts the account in front of the host; RFC 6761 says that `*.localhost` is this machine, getaddrinfo does not. */
function localAgent(): Agent {
  return new Agent({
    lookup: (_host, options, found) => {
      if (options.all === true) found(null, [{ address: "127.0.0.1", family: 4 }]);
      else found(null, "127.0.0.1", 4);
    },
  });
}
