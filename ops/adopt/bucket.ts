import { STAGING_PREFIX } from "../../rules/contract/slots.ts";
import { ok, problem, warning, type Finding } from "../doctor/finding.ts";
import type { Clients } from "../stack/clients.ts";
import { leaveOut, orUndefined, type Place } from "./place.ts";

/** What is known of a bucket that exists. */
export interface BucketFacts {
  readonly region: string;
  /** How many objects it holds, up to a thousand. */
  readonly objects: number;
  /** Undefined where that could not be read. */
  readonly hasPolicy: boolean | undefined;
  readonly isClosed: boolean | undefined;
}

const MISSING = ["NotFound", "NoSuchBucket"];

/** Reads an existing bucket; undefined if there is none of that name, or not for these credentials. */
export async function readBucketFacts(
  clients: Clients,
  Bucket: string,
  region: string,
): Promise<BucketFacts | undefined> {
  const client = await clients.s3();
  const { GetBucketPolicyCommand, GetPublicAccessBlockCommand, HeadBucketCommand, ListObjectsV2Command } = await import(
    "@aws-sdk/client-s3"
  );
  const head = await orUndefined(client.send(new HeadBucketCommand({ Bucket })), MISSING);
  if (head === undefined) return undefined;
  const { KeyCount = 0 } = await client.send(new ListObjectsV2Command({ Bucket }));
  const hasPolicy = await readable(
    orUndefined(client.send(new GetBucketPolicyCommand({ Bucket })), ["NoSuchBucketPolicy"]).then(
      (found) => found !== undefined,
    ),
  );
  const isClosed = await readable(
    orUndefined(client.send(new GetPublicAccessBlockCommand({ Bucket })), [
      "NoSuchPublicAccessBlockConfiguration",
    ]).then((found) => Object.values(found?.PublicAccessBlockConfiguration ?? { none: false }).every(Boolean)),
  );
  return { region: head.BucketRegion ?? region, objects: KeyCount, hasPolicy, isClosed };
}

/** Reading a setting may be forbidden, and is not known to the embedded cloud; nothing then is better than no comparison at all. */
async function readable<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch {
    return undefined;
  }
}

/** Compares an existing bucket with the one that the program declares. */
export function judgeBucket(place: Place, name: string, facts: BucketFacts | undefined): Finding[] {
  const check = `bucket ${name}`;
  const out = leaveOut(place, "bucket");
  if (facts === undefined) return [problem(check, "is not there, or belongs to somebody else.", out)];
  if (facts.region !== place.region) {
    return [
      problem(
        check,
        `is in ${facts.region} and would be REPLACED: the stack is in ${place.region}. Keep it out; it stays as it is:`,
        out,
      ),
    ];
  }
  const changes = [
    "versions kept",
    "new objects encrypted with AES-256",
    "owned by the bucket's owner alone (no ACLs)",
    ...(facts.isClosed === true ? [] : ["closed to the public"]),
  ];
  const count = facts.objects >= 1_000 ? "a thousand or more objects" : `${facts.objects} objects`;
  const look = `aws s3api get-bucket-policy --bucket ${name}`;
  return [
    ok(
      check,
      `would be changed in place: ${changes.join(", ")}; holds ${count}, which stay; slots go below ${STAGING_PREFIX.slice(1)}.`,
    ),
    ...(facts.hasPolicy === true
      ? [
          warning(
            check,
            "has a policy, which is overwritten: then only this distribution may read, and only slots. Who else reads it today?",
            look,
          ),
        ]
      : []),
    // The embedded cloud's S3 tells nobody of policies.
    ...(facts.hasPolicy === undefined && place.stack !== "local"
      ? [warning(check, "did not tell whether it has a policy; one would be overwritten.", look)]
      : []),
  ];
}
