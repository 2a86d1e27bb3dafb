import { describe, expect, test } from "vitest";

import { judgeAws, type AwsContext } from "../../../ops/doctor/aws.ts";
import { signedHeaders } from "../../../ops/doctor/callerIdentity.ts";
import { judgeConfiguration } from "../../../ops/doctor/configuration.ts";
import { judgeEnvironment } from "../../../ops/doctor/variableChecks.ts";
import type { Finding } from "../../../ops/doctor/finding.ts";
import { judgeToken } from "../../../ops/doctor/gmail.ts";
import { judgeSender } from "../../../ops/doctor/sender.ts";
import { judgeSlugs } from "../../../ops/doctor/slugs.ts";
import { toEntry, type Entry, type StackValues } from "../../../ops/doctor/stackConfig.ts";
import { judgeState, type StackState } from "../../../ops/doctor/stackState.ts";

const PLAIN = {
  "aws:region": "us-east-1",
  "scc:companyName": "Windward Charters",
  "scc:adminEmail": "captain@windward.test",
  "scc:mailFrom": "charters@windward.test",
  "scc:timeZone": "America/New_York",
  "scc:currency": "USD",
};
const SECRETS = {
  "scc:gmailClientId": "id",
  "scc:gmailClientSecret": "hush-secret",
  "scc:gmailRefreshToken": "hush-token",
};

function values(plain: Readonly<Record<string, string>> = {}, closed?: string): StackValues {
  const open = Object.entries({ ...PLAIN, ...plain }).map(([key, value]): [string, Entry] => [
    key,
    { value, secret: false },
  ]);
  const secret = Object.entries(SECRETS)
    .filter(([key]) => !(key in plain))
    .map(([key, value]): [string, Entry] => [key, { value: closed === undefined ? value : undefined, secret: true }]);
  return { entries: new Map([...open, ...secret]), closed };
}

function of(findings: readonly Finding[], check: string): readonly Finding[] {
  return findings.filter((finding) => finding.check === check);
}

describe("the configuration", () => {
  test("that is complete, encrypted and the operator's own has nothing to say", () => {
    const findings = judgeConfiguration("prod", values());
    expect(findings.map(({ check, state }) => [check, state])).toEqual([
      ["configuration", "ok"],
      ["secrets", "ok"],
      ["placeholders", "ok"],
      ["region", "ok"],
      ["certificate", "ok"],
      ["aliases", "ok"],
    ]);
  });

  test("that misses a secret or has a malformed key gives the line to type, with the stack", () => {
    const missing = values({ "scc:timeZone": "Mars/Olympus", "scc:protekt": "true" });
    const entries = new Map([...missing.entries].filter(([key]) => key !== "scc:gmailRefreshToken"));
    const commands = of(judgeConfiguration("prod", { ...missing, entries }), "configuration").map(
      ({ state, command }) => [state, command],
    );
    expect(commands).toEqual([
      ["problem", "pulumi config set --stack prod scc:timeZone America/New_York"],
      ["problem", "pulumi config set --stack prod --secret scc:gmailRefreshToken"],
      ["problem", "pulumi config rm --stack prod scc:protekt"],
    ]);
  });

  test("with a secret in plain text says to take it out of use, and does not show it", () => {
    const findings = judgeConfiguration("prod", values({ "scc:gmailClientSecret": "hush-secret" }));
    expect(of(findings, "secrets")).toEqual([
      expect.objectContaining({
        state: "problem",
        command: "pulumi config set --stack prod --secret scc:gmailClientSecret",
      }),
    ]);
    expect(JSON.stringify(findings)).not.toContain("hush");
  });

  test("whose secrets cannot be decrypted is still looked at", () => {
    const findings = judgeConfiguration("prod", values({}, "passphrase must be set with PULUMI_CONFIG_PASSPHRASE."));
    expect(of(findings, "configuration")[0]?.state).toBe("ok");
    expect(of(findings, "secrets")[0]).toMatchObject({
      state: "warning",
      command: expect.stringContaining("PULUMI_CONFIG_PASSPHRASE_FILE") as string,
    });
  });

  test("with example addresses left in wants a look", () => {
    const findings = judgeConfiguration(
      "prod",
      values({
        "scc:adminEmail": "admin+prod@example.com",
        "scc:domain": "charters.example.com",
        "scc:certificateArn": "arn:aws:acm:us-east-1:123456789012:certificate/aa",
      }),
    );
    expect(of(findings, "placeholders").map(({ command }) => command?.split(" ")[5])).toEqual([
      "scc:adminEmail",
      "scc:domain",
      "scc:certificateArn",
    ]);
    expect(
      of(findings, "placeholders").every(
        ({ state, command }) => state === "warning" && command?.includes("@example.com") !== true,
      ),
    ).toBe(true);
  });

  test.each([
    ["arn:aws:acm:us-east-1:210987654321:certificate/ab", "ok", 0],
    ["arn:aws:acm:eu-west-1:210987654321:certificate/ab", "skipped", 1],
  ])("with the certificate %s is %s there", (certificateArn, state, problems) => {
    const findings = judgeConfiguration(
      "prod",
      values({ "scc:domain": "sail.windward.test", "scc:certificateArn": certificateArn }),
    );
    expect(of(findings, "certificate")[0]?.state).toBe(state);
    expect(findings.filter((finding) => finding.state === "problem")).toHaveLength(problems);
  });

  test.each([
    ["", "us_east"],
    ["missing", undefined],
  ])("%s region is a problem", (_case, region) => {
    const { entries, closed } = values(region === undefined ? {} : { "aws:region": region });
    const without = new Map([...entries].filter(([key]) => region !== undefined || key !== "aws:region"));
    expect(of(judgeConfiguration("prod", { entries: without, closed }), "region")[0]?.state).toBe("problem");
  });

  test("with aliases says how many, and leaves malformed ones to the configuration's own line", () => {
    const good = judgeConfiguration("prod", values({ "scc:aliases": '{"2026-05-23":"2026-05-23-jane-afternoon"}' }));
    const bad = judgeConfiguration("prod", values({ "scc:aliases": '{"2026-05-23":"2026-05-32-jane-afternoon"}' }));
    expect(of(good, "aliases")[0]?.message).toBe("1 declared, each to a valid slug.");
    expect([of(bad, "aliases")[0]?.state, of(bad, "configuration")[0]?.message]).toEqual([
      "skipped",
      expect.stringContaining("scc:aliases must point to slugs"),
    ]);
  });

  test("as the stack's file holds it tells encrypted values at any depth", () => {
    expect(toEntry({ secure: "v1:abc" })).toEqual({ value: undefined, secret: true });
    expect(toEntry({ NAME: { secure: "v1:abc" } }).secret).toBe(true);
    expect(toEntry({ "2026-05-23": "x" })).toEqual({ value: '{"2026-05-23":"x"}', secret: false });
    expect(toEntry(14)).toEqual({ value: "14", secret: false });
  });
});

describe("the Lambda's environment", () => {
  test("that fits is weighed, and its secrets are not shown", () => {
    const finding = judgeEnvironment("prod", values());
    expect(finding.state).toBe("ok");
    expect(finding.message).toMatch(/^12 variables, \d+ of 4096 bytes/);
  });

  test.each([
    ["too large", JSON.stringify({ BIG: "x".repeat(4_096) }), "AWS Lambda takes 4096"],
    ["using a reserved name", JSON.stringify({ AWS_REGION: "x" }), "AWS_REGION (declared) is reserved"],
    ["declaring a name twice", JSON.stringify({ TABLE_NAME: "x" }), "TABLE_NAME is given twice"],
  ])("%s is a problem", (_case, environment, sentence) => {
    const finding = judgeEnvironment("prod", values({ "scc:environment": environment }));
    expect(finding).toMatchObject({ state: "problem", message: expect.stringContaining(sentence) as string });
  });

  test("is not judged without the secrets", () => {
    expect(judgeEnvironment("prod", values({}, "closed.")).state).toBe("skipped");
  });
});

describe("the stack's state", () => {
  const state = (part: Partial<StackState>) =>
    ({ kind: "state", state: { resources: [], pending: [], outputs: {}, ...part } }) as const;
  const urn = (name: string): string =>
    `urn:pulumi:prod::ship-captain-crew::scc:infra:Site$aws:s3/bucket:Bucket::${name}`;

  test("is unknown without the CLI, missing, or unreadable, each with what to type", () => {
    expect(judgeState("prod", { kind: "no-cli" })[0]?.state).toBe("skipped");
    expect(judgeState("prod", { kind: "no-stack" })[0]).toMatchObject({
      state: "problem",
      command: "pulumi stack init prod",
    });
    expect(judgeState("prod", { kind: "unknown", reason: "timeout." })[0]?.state).toBe("problem");
  });

  test("with an update that was cut off names what was under way", () => {
    const findings = judgeState("prod", state({ pending: [{ type: "creating", resource: { urn: urn("site") } }] }));
    expect(of(findings, "pending operations")[0]).toMatchObject({
      state: "problem",
      message: expect.stringContaining("while creating Bucket site") as string,
      command: "pulumi refresh --stack prod",
    });
    expect(of(judgeState("prod", state({})), "pending operations")[0]?.state).toBe("ok");
  });

  test("tells that nobody has confirmed the alarms' mail", () => {
    const mail = (pendingConfirmation: boolean) => ({
      urn: urn("alarms"),
      id: "alarms",
      type: "aws:sns/topicSubscription:TopicSubscription",
      outputs: { endpoint: "captain@windward.test", pendingConfirmation },
    });
    const waiting = of(judgeState("prod", state({ resources: [mail(true), mail(false)] })), "alarm mail")[0];
    expect(waiting).toMatchObject({
      state: "warning",
      message: expect.stringMatching(/^captain@windward\.test had not confirmed 1 of 2/) as string,
    });
    expect(of(judgeState("prod", state({ resources: [mail(false)] })), "alarm mail")[0]?.state).toBe("ok");
  });
});

describe("Gmail", () => {
  const commands = { setClient: "client", setRefreshToken: "token", again: "again" };
  test.each([
    [{ kind: "token", scopes: ["https://www.googleapis.com/auth/gmail.send"] }, "ok", null],
    [{ kind: "token", scopes: ["https://mail.google.com/"] }, "ok", null],
    [{ kind: "token", scopes: ["https://www.googleapis.com/auth/gmail.readonly"] }, "problem", "token"],
    [{ kind: "refused", error: "invalid_grant" }, "problem", "token"],
    [{ kind: "refused", error: "invalid_client" }, "problem", "client"],
    [{ kind: "failed", reason: "no connection (ENOTFOUND)" }, "warning", "again"],
  ] as const)("that answers %j is %s", (answer, state, command) => {
    expect(judgeToken(answer, commands)).toMatchObject({ state, command });
  });
});

describe("AWS", () => {
  const context: AwsContext = {
    stack: "prod",
    region: "us-east-1",
    profile: undefined,
    certificateArn: undefined,
    outputs: {},
  };
  const identity = { kind: "identity", account: "210987654321", arn: "arn:aws:iam::210987654321:user/ada" } as const;

  test("credentials that are missing, refused or not tried say so", () => {
    expect(judgeAws(context, { kind: "none" })[0]).toMatchObject({
      state: "problem",
      command: "aws sso login\nexport AWS_PROFILE=your-profile",
    });
    expect(judgeAws({ ...context, profile: "sail" }, { kind: "refused", code: "ExpiredToken" })[0]).toMatchObject({
      state: "problem",
      command: "aws sso login --profile sail",
    });
    expect(judgeAws(context, { kind: "failed", reason: "no answer" })[0]?.state).toBe("warning");
  });

  test.each([
    ["nothing deployed", {}, "ok"],
    ["deployed there", { outputs: { keyValueStoreArn: "arn:aws:cloudfront::210987654321:key-value-store/a" } }, "ok"],
    [
      "deployed elsewhere",
      { outputs: { keyValueStoreArn: "arn:aws:cloudfront::999999999999:key-value-store/a" } },
      "problem",
    ],
    [
      "another account's certificate",
      { certificateArn: "arn:aws:acm:us-east-1:999999999999:certificate/a" },
      "problem",
    ],
  ])("credentials with %s", (_case, part, state) => {
    expect(of(judgeAws({ ...context, ...part }, identity), "AWS account")[0]?.state).toBe(state);
  });

  test("a region that is not the deployed one is a problem, because an update would replace everything", () => {
    const moved = judgeAws({ ...context, outputs: { region: "eu-west-1" } }, identity);
    expect(of(moved, "region")[0]).toMatchObject({
      state: "problem",
      command: "pulumi config set --stack prod aws:region eu-west-1",
    });
    expect(of(judgeAws({ ...context, outputs: { region: "us-east-1" } }, identity), "region")).toEqual([]);
  });

  test("a request is signed as in AWS's own test suite (post-x-www-form-urlencoded)", () => {
    const headers = signedHeaders({
      host: "example.amazonaws.com",
      region: "us-east-1",
      service: "service",
      body: "Param1=value1",
      now: new Date("2015-08-30T12:36:00Z"),
      credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" },
    });
    expect(headers["authorization"]).toBe(
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, " +
        "SignedHeaders=content-type;host;x-amz-date, Signature=ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
    );
  });
});

describe("stored charters", () => {
  const ids = ["2026-05-23-jane-afternoon", "2026-05-23", "accounts", "session#a", "throttle#b"];
  test("whose id is no slug want a look unless their links are redirected", () => {
    const lost = judgeSlugs("prod", ids, () => false);
    expect(lost).toMatchObject({ state: "warning", command: "npm run ops -- audit --stack prod" });
    expect(lost.message).toMatch(/^2 stored charters, 1 of them .*"2026-05-23"\.$/);
    expect(judgeSlugs("prod", ids, (id) => id === "2026-05-23").state).toBe("ok");
    expect(judgeSlugs("prod", ids.slice(0, 1), () => false).message).toBe("1 stored charter, every id a slug.");
    expect(judgeSlugs("prod", ["vessels-day"], () => false).message).toContain('"vessels-day"');
  });
});

test.each([
  ["takes-mail", "ok"],
  ["takes-none", "warning"],
  ["unknown", "skipped"],
] as const)("a sender whose domain %s is %s", (domain, state) => {
  expect(judgeSender("prod", "charters@windward.test", domain).state).toBe(state);
});
