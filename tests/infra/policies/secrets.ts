import * as v from "valibot";
import { SECRETS, withoutSecrets, type Graph } from "../graph.ts";
import { configuring, setting } from "./change.ts";
import type { Policy, Violation } from "./policy.ts";
import { TYPES } from "./types.ts";
import { textsIn } from "./values.ts";

const SECRET_NAME = /secret|password|passphrase|token|credential|private_?key|api_?key|access_?key/i;
/** How secrets look: AWS and Google keys and tokens, GitHub and Pulumi tokens, PEM keys. */
const SECRET_VALUE =
  /\b(AKIA|ASIA)[A-Z0-9]{16}\b|\bGOCSPX-[\w-]{20,}|\b1\/\/0[\w-]{30,}|\bya29\.[\w-]{20,}|\bAIza[\w-]{35}|\bgh[pousr]_\w{36}|\bpul-[0-9a-f]{40}|-----BEGIN [A-Z ]*PRIVATE KEY/;

const looksSecret = (text: string) =>
  SECRET_VALUE.test(text) || Object.values(SECRETS).some((secret) => text.includes(secret));

/** Lists the names in a value, however deep, that promise a secret and hold plain text. */
function namedSecrets(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namedSecrets);
  if (!v.is(v.record(v.string(), v.unknown()), value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    typeof item === "string" && item !== "[secret]" && SECRET_NAME.test(key) ? [key] : namedSecrets(item),
  );
}

interface Place {
  readonly resource: string;
  readonly value: unknown;
}

function places({ resources, outputs, run }: Graph): Place[] {
  return [
    ...resources.map(({ type, name, inputs }) => ({ resource: `${type} "${name}"`, value: inputs })),
    { resource: "the stack's outputs", value: outputs },
    ...[...run.recording.outputs].map(([urn, value]) => ({ resource: `outputs of ${urn}`, value })),
  ].map(({ resource, value }) => ({ resource, value: withoutSecrets(value) }));
}

export const noPlainSecrets: Policy = {
  name: "no input and no output shows a secret",
  reason: "both stand in the state, in previews and in the pull request's comment for whoever may read them",
  check: (graph) =>
    places(graph).flatMap(({ resource, value }): Violation[] => [
      ...(textsIn(value).some(looksSecret)
        ? [
            {
              resource,
              problem: "it holds a secret in plain text",
              remedy: "take it from config.getSecret, or wrap it in pulumi.secret",
            },
          ]
        : []),
      ...namedSecrets(value).map((key) => ({
        resource,
        problem: `${key} is plain text`,
        remedy: "wrap it in pulumi.secret, or rename what is none",
      })),
    ]),
  offences: [
    {
      says: "a variable of the function in plain text",
      commit: setting(TYPES.function, ["environment"], { variables: { MODE: SECRETS["scc:gmailRefreshToken"] } }),
    },
    {
      says: "a variable that is called a token",
      commit: setting(TYPES.function, ["environment"], { variables: { STRIPE_TOKEN: "anything" } }),
    },
    {
      says: "an access key in a schedule's input",
      commit: setting(TYPES.schedule, ["target", "input"], `{"key":"AKIA${"A".repeat(16)}"}`),
    },
    {
      says: "a stack output",
      commit: (graph) => ({ ...graph, outputs: { ...graph.outputs, mail: SECRETS["scc:gmailClientSecret"] } }),
    },
  ],
};

const CONFIG_SECRETS = [...Object.keys(SECRETS), "scc:secretEnvironment"];
const Secure = v.pipe(
  v.string(),
  v.parseJson(),
  v.union([v.strictObject({ secure: v.string() }), v.record(v.string(), v.strictObject({ secure: v.string() }))]),
);

function isPlainSecret([key, value]: [string, string]): boolean {
  if (v.is(Secure, value)) return false;
  return CONFIG_SECRETS.includes(key) || SECRET_NAME.test(key) || looksSecret(value);
}

export const noPlainSecretsInFiles: Policy = {
  name: "no stack file holds a secret in plain text",
  reason: "the files are in the repository, and its history never forgets",
  check: ({ config }) =>
    Object.entries(config)
      .filter(isPlainSecret)
      .map(([key]) => ({
        resource: "the stack's file",
        problem: `${key} is a secret in plain text`,
        remedy: `change that secret now, then: pulumi config set --secret ${key}`,
      })),
  offences: [
    { says: "a Gmail secret without --secret", commit: configuring("scc:gmailClientSecret", "anything") },
    { says: "the secret environment without --secret", commit: configuring("scc:secretEnvironment", '{"A":"b"}') },
    {
      says: "a Google token under a harmless name",
      commit: configuring("scc:environment", JSON.stringify({ MODE: `1//0${"a".repeat(40)}` })),
    },
    { says: "an AWS key for the provider", commit: configuring("aws:secretKey", "anything") },
  ],
};
