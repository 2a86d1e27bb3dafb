import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";

import { OPENAPI_FILE, openApiText } from "../../build/openapi/file.ts";
import { problemsOf, type Operation } from "../../rules/contract/api/operation.ts";
import { OPERATIONS } from "../../rules/contract/api/operations.ts";
import { LogPaymentRequest } from "../../rules/contract/api/payment.ts";
import { PROBLEM_CODES } from "../../rules/contract/api/problem.ts";
import { ChangePatronRequest, CreateEventRequest } from "../../rules/contract/api/event.ts";
import { isSlug, PERIODS } from "../../rules/contract/slug.ts";

const text = readFileSync(OPENAPI_FILE, "utf8");
const document = v.parse(
  v.looseObject({ openapi: v.string(), components: v.looseObject({ schemas: v.record(v.string(), v.unknown()) }) }),
  JSON.parse(text),
);
const operations: readonly Operation[] = Object.values(OPERATIONS);

const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema({ ...document, $id: "openapi" });
function fits(name: string, value: unknown): boolean {
  return ajv.validate({ $ref: `openapi#/components/schemas/${name}` }, value);
}

describe("docs/openapi.json", () => {
  test("is what npm run openapi writes", async () => {
    expect(text).toBe(await openApiText());
  });

  test("is a valid OpenAPI 3.1 document without a reference that leads nowhere", async () => {
    const validator = new Validator();
    const result = await validator.validate(structuredClone(document));
    expect(result).toEqual({ valid: true });
    expect(validator.version).toBe("3.1");
    expect(() => validator.resolveRefs({ specification: structuredClone(document) })).not.toThrow();
  });

  test("has a use for every problem type", () => {
    const used = new Set(operations.flatMap((operation) => [...problemsOf(operation).values()].flat()));
    expect([...used].sort()).toEqual([...PROBLEM_CODES].sort());
  });

  test("says what every request and every answer of an operation is", () => {
    const named = Object.keys(document.components.schemas);
    expect(named).toEqual([...named].sort());
    for (const { summary, answers } of operations) {
      expect(summary).toMatch(/^[A-Z].*\.$/);
      expect(Object.values(answers).map(({ description }) => description)).not.toContain("");
    }
  });

  test("carries what the code's comments say of a field", () => {
    expect(document.components.schemas["Patron"]).toMatchObject({
      description: "A patron on the manifest.",
      properties: { email: { description: "For reminders and receipts." } },
    });
    expect(document.components.schemas["ChangeEventRequest"]).toMatchObject({
      properties: { capacity: { description: "How many patrons may be aboard." } },
    });
  });

  test("lets a request leave out what has a default, and promises it in an answer", () => {
    expect(document.components.schemas["LogPaymentRequest"]).toMatchObject({
      required: ["id", "event", "patron", "amount_cents", "method", "timestamp"],
      properties: { purpose: { default: "charter" } },
    });
    expect(document.components.schemas["Payment"]).toMatchObject({
      required: expect.arrayContaining(["purpose"]) as string[],
    });
  });
});

describe("A shape of the description", () => {
  test("takes the slugs that the edge takes, as far as a pattern can tell days", () => {
    const part = fc.stringMatching(/^[a-z][a-z0-9]{0,33}$/);
    const day = fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(day, part, fc.constantFrom(...PERIODS, "noon"), (date, name, period) => {
        const slug = `${date.toISOString().slice(0, 10)}-${name}-${period}`;
        expect(fits("Slug", slug)).toBe(isSlug(slug));
      }),
    );
  });

  const id = "0b8f4d4e-6c0f-4d5e-9f3c-5d0f4b1c2a3d";
  const payment = {
    id,
    event: "2026-05-23-jane-afternoon",
    patron: "Jane",
    amount_cents: 1,
    method: "cash",
    timestamp: "2026-05-23T18:00:00.000Z",
  };
  const charter = { id, date: "2026-05-23", first_name: "José", period: "morning" };
  const check = { at: "2026-05-23T18:00:00.000Z" };

  test.each([
    ["a payment", LogPaymentRequest, "LogPaymentRequest", payment],
    [
      "a tip with a receipt",
      LogPaymentRequest,
      "LogPaymentRequest",
      { ...payment, purpose: "tip", receipt_to: "a@b.co" },
    ],
    ["no amount", LogPaymentRequest, "LogPaymentRequest", { ...payment, amount_cents: undefined }],
    ["nothing", LogPaymentRequest, "LogPaymentRequest", { ...payment, amount_cents: 0 }],
    ["half a cent", LogPaymentRequest, "LogPaymentRequest", { ...payment, amount_cents: 1.5 }],
    ["a way of paying that there is not", LogPaymentRequest, "LogPaymentRequest", { ...payment, method: "gold" }],
    ["an id in capitals", LogPaymentRequest, "LogPaymentRequest", { ...payment, id: id.toUpperCase() }],
    [
      "an instant without milliseconds",
      LogPaymentRequest,
      "LogPaymentRequest",
      { ...payment, timestamp: "2026-05-23T18:00:00Z" },
    ],
    ["a name of two lines", LogPaymentRequest, "LogPaymentRequest", { ...payment, patron: "Jane\nDoe" }],
    ["a field that is not known", LogPaymentRequest, "LogPaymentRequest", { ...payment, currency: "USD" }],
    ["a charter", CreateEventRequest, "CreateEventRequest", charter],
    ["a time of day", CreateEventRequest, "CreateEventRequest", { ...charter, starts_at: "14:30" }],
    ["no time of day", CreateEventRequest, "CreateEventRequest", { ...charter, starts_at: "" }],
    ["a time that is none", CreateEventRequest, "CreateEventRequest", { ...charter, starts_at: "25:00" }],
    ["an unknown capacity", CreateEventRequest, "CreateEventRequest", { ...charter, capacity: null }],
    ["too many for a crew", CreateEventRequest, "CreateEventRequest", { ...charter, crew: Array(21).fill("a@b.co") }],
    ["a period that there is not", CreateEventRequest, "CreateEventRequest", { ...charter, period: "noon" }],
    ["an address taken away", ChangePatronRequest, "ChangePatronRequest", { ...check, email: null }],
    ["an address that is none", ChangePatronRequest, "ChangePatronRequest", { ...check, email: "nobody" }],
  ])("takes and refuses what the Lambda does: %s", (_what, schema, name, body) => {
    const sent: unknown = JSON.parse(JSON.stringify(body));
    expect(fits(name, sent)).toBe(v.is(schema, sent));
  });
});
