import { expect, test } from "vitest";
import { SECRETS, stackConfig } from "./graph.ts";
import { runProgram } from "./languageHost.ts";

function without(key: string, values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name !== key));
}

test("three bad keys stop the program with one message that gives the command for each", async () => {
  const config = without("scc:adminEmail", { ...stackConfig("staging"), "scc:timeZone": "Mars/Olympus" });
  const secrets = without("scc:gmailRefreshToken", SECRETS);

  const run = await runProgram({ stack: "staging", config, secrets });

  expect(run.exitCode).toBe(32);
  expect(run.recording.errors).toEqual([
    [
      'The configuration of stack "staging" has 3 problems:',
      "  scc:adminEmail is missing.",
      "    pulumi config set --stack staging scc:adminEmail you@example.com",
      "  scc:timeZone must be an IANA time zone such as America/New_York.",
      "    pulumi config set --stack staging scc:timeZone America/New_York",
      "  scc:gmailRefreshToken is missing.",
      "    pulumi config set --stack staging --secret scc:gmailRefreshToken",
    ].join("\n"),
  ]);
  expect(run.recording.registrations.filter(({ custom }) => custom)).toEqual([]);
});

test("a misspelt key, half a custom domain and malformed objects are named too", async () => {
  const config = {
    ...stackConfig("prod"),
    "scc:protekt": "true",
    "scc:domain": "charters.example.com",
    "scc:aliases": JSON.stringify({ "2026-02-30": "2026-02-30-jane-afternoon" }),
    "scc:environment": "[1]",
    "scc:signingClosesHours": "169",
  };

  const run = await runProgram({ stack: "prod", config, secrets: SECRETS });

  const [message = ""] = run.recording.errors;
  expect(run.recording.errors).toHaveLength(1);
  expect(message).toContain("pulumi config rm --stack prod scc:protekt");
  expect(message).toContain("scc:certificateArn is missing: scc:domain and scc:certificateArn need each other.");
  expect(message).toContain("scc:aliases must point to slugs");
  expect(message).toContain("scc:environment must be a JSON object.");
  expect(message).toContain("scc:signingClosesHours must be a whole number of hours from 0 to 168.");
});

test("a secret object of the wrong shape is refused without showing it", async () => {
  const secrets = { ...SECRETS, "scc:secretEnvironment": '["hush-hush"]' };

  const run = await runProgram({ stack: "staging", config: stackConfig("staging"), secrets });

  expect(run.exitCode).not.toBe(0);
  expect(run.recording.errors.join("\n")).toContain("scc:secretEnvironment must be an object of strings.");
  expect(run.recording.errors.join("\n") + run.stderr).not.toContain("hush-hush");
});
