import { describe, expect, it } from "vitest";

import { readConfig } from "../../lambda/env.ts";
import { environment } from "./support/harness.ts";

describe("The environment", () => {
  it("is read once into a typed configuration", () => {
    const { GMAIL_ENDPOINT: endpoint, ...variables } = environment("scc-events-prod");
    expect(endpoint).toBeDefined();
    expect(readConfig(variables)).toEqual({
      functionName: "scc-test",
      stack: "test",
      tableName: "scc-events-prod",
      slot: "0123456789ab",
      company: { currency: "USD", timeZone: "America/New_York" },
      declared: { name: "Blue Heron Sailing", currency: "USD", timeZone: "America/New_York" },
      signingClosesHours: 12,
      mail: { admin: "owner@example.com", from: "tool@example.com" },
      gmail: { clientId: "client", clientSecret: "client-secret", refreshToken: "refresh", endpoint: undefined },
    });
  });

  it("says when signing closes, where the operator has", () => {
    expect(readConfig({ ...environment(), SIGNING_CLOSES_HOURS: "0" }).signingClosesHours).toBe(0);
    expect(() => readConfig({ ...environment(), SIGNING_CLOSES_HOURS: "noon" })).toThrow(
      "SIGNING_CLOSES_HOURS must be a whole number of hours",
    );
  });

  it("that is wrong stops the function with one message that names every bad key and no value", () => {
    const { TABLE_NAME: table, ...variables } = environment();
    expect(table).toBeDefined();
    const bad = {
      ...variables,
      GMAIL_REFRESH_TOKEN: "",
      TIME_ZONE: "Olympus Mons",
      ADMIN_EMAIL: "s3cret",
      SITE_SLOT: "x",
      CURRENCY: "usd",
    };
    const read = (): unknown => readConfig(bad);
    expect(read).toThrow(
      [
        "The Lambda's environment is not usable:",
        "  TABLE_NAME is missing",
        "  SITE_SLOT must be a slot: 12 hex digits",
        "  ADMIN_EMAIL must be an e-mail address such as jane@example.com",
        "  TIME_ZONE must be an IANA time zone such as America/New_York",
        "  CURRENCY must be an ISO 4217 code such as USD",
        "  GMAIL_REFRESH_TOKEN must not be empty",
      ].join("\n"),
    );
    expect(read).not.toThrow(/s3cret|Olympus/);
  });
});
