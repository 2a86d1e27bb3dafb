import { describe, expect, it } from "vitest";

import { createApp } from "../../lambda/app.ts";
import { TableUnavailable } from "../../lambda/dynamodb/errors.ts";
import { openTable } from "../../lambda/dynamodb/openTable.ts";
import { sweepOutbox } from "../../lambda/outbox/sweep.ts";
import { createCharter, payment } from "./support/charter.ts";
import { CREDENTIALS, REGION } from "./support/dynalite.ts";
import { Client, readProblem } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";

const { harness } = useHarness();

describe("Logs", () => {
  it("carry each request's id, route, status and time, and nothing that names a person", async () => {
    const admin = await harness.as("admin");
    await admin.signIn("ada@example.com", "wrong password");
    const slug = await createCharter(admin, { first_name: "Wilhelmina", title: "Anniversary" });
    await admin.send(
      "POST",
      "/api/payment/log",
      payment(slug, "log", { patron: "Xaver Quill", note: "owes me", amount_cents: 98_765 }),
    );
    harness.gmail.fault = "down";
    await admin.send("POST", "/api/payment/log", payment(slug, "log-2", { patron: "Xaver Quill" }));
    await admin.send("POST", `/api/event/${slug}/patrons`, {
      patrons: [{ id: "Xaver Quill", name: "Xaver Quill" }],
      at: "Xaver Quill",
    });
    harness.clock.advance(60_000);
    await sweepOutbox(harness.services);
    const logged = harness.logs.join("\n");
    expect(logged).toContain('"route":"POST /api/payment/log","status":201');
    for (const personal of [
      "Xaver",
      "Quill",
      "Wilhelmina",
      "wilhelmina",
      "Anniversary",
      "owes me",
      "98765",
      "98,765",
      "ada@",
      "owner@",
      "203.0.113",
      "wrong password",
      "Test Browser",
      "client-secret",
    ]) {
      expect(logged).not.toContain(personal);
    }
    for (const line of harness.logs)
      expect(() => {
        JSON.parse(line);
      }).not.toThrow();
  });

  it("hold metrics in CloudWatch's embedded format", async () => {
    await (await harness.as("nobody")).signIn("ada@example.com", "wrong");
    const metrics = harness.logs.map((line): unknown => JSON.parse(line));
    expect(metrics).toContainEqual({
      _aws: {
        Timestamp: harness.clock.now.getTime(),
        CloudWatchMetrics: [
          { Namespace: "ShipCaptainCrew", Dimensions: [["Stack"]], Metrics: [{ Name: "SignInFailed", Unit: "Count" }] },
        ],
      },
      Stack: "test",
      SignInFailed: 1,
    });
  });
});

describe("A fault", () => {
  it("of the table is a 503 that says when to come back", async () => {
    const table = {
      ...harness.services.table,
      get: () => Promise.reject(new TableUnavailable("The table is not available: ThrottlingException.")),
    };
    const answer = await new Client({ app: createApp({ ...harness.services, table }) }).send("GET", "/api/health");
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "2"]);
    expect(readProblem(answer).detail).toContain("It may have been saved, or not");
  });

  it("of the network is told from one of ours", async () => {
    const table = openTable({
      tableName: "nothing-there",
      endpoint: "http://127.0.0.1:1",
      region: REGION,
      credentials: CREDENTIALS,
    });
    await expect(table.get({ event_id: "x", timestamp: "x" })).rejects.toThrow(TableUnavailable);
  });

  it("of ours is a 500 with the request id, and its frames without its message in the log", async () => {
    const table = { ...harness.services.table, get: () => Promise.reject(new TypeError("Jane Doe is not iterable")) };
    const answer = await new Client({ app: createApp({ ...harness.services, table, newId: () => "request-7" }) }).send(
      "GET",
      "/api/health",
    );
    expect(readProblem(answer)).toMatchObject({ status: 500, code: "internal", instance: "request-7" });
    expect(answer.text).not.toContain("iterable");
    const logged = harness.logs.find((line) => line.includes("request-7") && line.includes("TypeError")) ?? "";
    expect(logged).toContain("    at ");
    expect(logged).not.toContain("Jane Doe");
  });
});
