import * as v from "valibot";
import { OWN_ACCESS_KEY } from "../aws/accessKeys.ts";
import { REGION } from "../aws/account.ts";

// Nobody checks the signature. The AWS SDK would cost 100 ms of start-up here.
const HEADERS = {
  "content-type": "application/x-amz-json-1.0",
  authorization: `AWS4-HMAC-SHA256 Credential=${OWN_ACCESS_KEY}/20260101/${REGION}/dynamodb/aws4_request, SignedHeaders=host, Signature=local`,
  "x-amz-date": "20260101T000000Z",
};

const Fault = v.object({ __type: v.string(), message: v.optional(v.string()) });

/** An answer of the DynamoDB API: the parsed body, or the error's type. */
export type DynamoAnswer = { ok: true; body: unknown } | { ok: false; error: string; message: string };

/** Calls one action of the DynamoDB API. */
export async function callDynamo(endpoint: string, action: string, input: object): Promise<DynamoAnswer> {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: { ...HEADERS, "x-amz-target": `DynamoDB_20120810.${action}` },
    body: JSON.stringify(input),
  });
  const body: unknown = await response.json();
  if (response.ok) return { ok: true, body };
  const fault = v.parse(Fault, body);
  return { ok: false, error: fault.__type.split("#").at(-1) ?? fault.__type, message: fault.message ?? "" };
}

/** Tells whether a table has no item. */
export async function isEmpty(endpoint: string, table: string): Promise<boolean> {
  const answer = await callDynamo(endpoint, "Scan", { TableName: table, Limit: 1, Select: "COUNT" });
  if (!answer.ok) throw new Error(`DynamoDB cannot scan table ${table}: ${answer.error} ${answer.message}`);
  return v.parse(v.object({ Count: v.number() }), answer.body).Count === 0;
}
