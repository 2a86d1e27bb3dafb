import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { parseLine } from "../../ops/cli/arguments.ts";
import { COMMANDS } from "../../ops/commands.ts";
import { captureGraph } from "./graph.ts";
import { ROOT } from "./languageHost.ts";

const FOLDER = join(ROOT, ".github/workflows");
const Permissions = v.record(v.string(), v.picklist(["read", "write", "none"]));
const Concurrency = v.object({ group: v.string(), "cancel-in-progress": v.boolean() });
const Step = v.object({
  uses: v.optional(v.string()),
  run: v.optional(v.string()),
  with: v.optional(v.record(v.string(), v.unknown()), {}),
});
const Job = v.object({
  uses: v.optional(v.string()),
  if: v.optional(v.string(), ""),
  permissions: v.optional(Permissions),
  "timeout-minutes": v.optional(v.number()),
  environment: v.optional(v.union([v.string(), v.object({ name: v.string() })])),
  concurrency: v.optional(Concurrency),
  steps: v.optional(v.array(Step), []),
});
const Workflow = v.object({
  on: v.record(v.string(), v.unknown()),
  permissions: Permissions,
  jobs: v.record(v.string(), Job),
});
const Package = v.object({ scripts: v.record(v.string(), v.string()), dependencies: v.record(v.string(), v.string()) });
const packageJson = v.parse(
  v.pipe(v.string(), v.parseJson(), Package),
  readFileSync(join(ROOT, "package.json"), "utf8"),
);

const WORKFLOWS = readdirSync(FOLDER).map((file) => {
  const text = readFileSync(join(FOLDER, file), "utf8");
  return { file, text, workflow: v.parse(Workflow, parse(text)) };
});
const JOBS = WORKFLOWS.flatMap(({ file, workflow }) =>
  Object.entries(workflow.jobs).map(([name, job]) => ({ file, name, job, on: Object.keys(workflow.on) })),
);
const RUNS = JOBS.flatMap(({ file, job }) =>
  job.steps.flatMap(({ run }) => (run === undefined ? [] : [{ file, run }])),
);

type JobPlan = v.InferOutput<typeof Job>;

const environmentOf = ({ environment }: JobPlan) => (typeof environment === "object" ? environment.name : environment);
const signsIn = ({ steps }: JobPlan) =>
  steps.some(({ uses = "" }) => uses.startsWith("aws-actions/configure-aws-credentials@"));

/** Lists the stacks that a job changes, by `pulumi up` or by a command of the operator's. */
function changedStacks({ steps }: JobPlan): string[] {
  const updated = steps.filter((step) => step.with["command"] === "up").map((step) => String(step.with["stack-name"]));
  const operated = steps.flatMap(({ run = "" }) =>
    [...run.matchAll(/--stack (\w+).*--yes/g)].map((match) => match[1] ?? ""),
  );
  return [...new Set([...updated, ...operated])];
}

test("there is a workflow for checks, previews, staging and prod", () => {
  expect(WORKFLOWS.map(({ file }) => file)).toEqual(["check.yml", "deploy.yml", "preview.yml", "release.yml"]);
});

describe.each(WORKFLOWS)("$file", ({ text, workflow }) => {
  test("pins each action by commit, and each image by digest, with the version beside it", () => {
    const used = [...text.matchAll(/^\s*(?:- )?uses: (.+)$/gm)].map((match) => match[1] ?? "");
    const images = [...text.matchAll(/^\s*(?:- )?(?:image|container): (?!\$)(.+)$/gm)].map((match) => match[1] ?? "");

    expect(used.length).toBeGreaterThan(0);
    for (const action of used)
      expect(action).toMatch(/^(\.\/\.github\/\S+|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
    for (const image of images) expect(image).toMatch(/^[\w/.]+:[\w.-]+@sha256:[0-9a-f]{64}$/);
  });

  test("gives nothing to every job, and to each only what it lists", () => {
    expect(workflow.permissions).toEqual({});
    for (const job of Object.values(workflow.jobs)) expect(job.permissions).toMatchObject({ contents: "read" });
  });

  test("ends by itself", () => {
    for (const job of Object.values(workflow.jobs)) {
      // A job that calls a workflow ends with it and takes no limit.
      if (job.uses === undefined) expect(job["timeout-minutes"]).toBeLessThanOrEqual(60);
    }
  });

  test("holds no key and no secret: AWS trusts the workflow's own token", () => {
    expect(text).not.toMatch(/secrets\.|secrets: inherit|access-key|ACCESS_KEY|SECRET|PASSPHRASE/);
    for (const job of Object.values(workflow.jobs)) {
      expect(job.permissions?.["id-token"] === "write").toBe(signsIn(job));
    }
  });

  test("never runs a fork's code with rights, nor text from outside as a command", () => {
    expect(Object.keys(workflow.on)).not.toContain("pull_request_target");
    for (const { steps } of Object.values(workflow.jobs)) {
      for (const { run } of steps) expect(run ?? "").not.toContain("${{");
    }
  });
});

test("one action has one version everywhere", () => {
  const pins = WORKFLOWS.flatMap(({ text }) => [...text.matchAll(/uses: ([\w-]+\/[\w-]+)@(.+)$/gm)]);

  expect(new Set(pins.map(([pin]) => pin)).size).toBe(new Set(pins.map(([, action]) => action)).size);
});

test("every npm script that a workflow runs is in package.json", () => {
  const called = RUNS.flatMap(({ run }) =>
    [...run.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map((match) => match[1] ?? ""),
  );

  expect(called).toContain("ops");
  for (const script of called) expect(Object.keys(packageJson.scripts)).toContain(script);
});

test("every operator's command that a workflow runs exists and takes those arguments", () => {
  const lines = RUNS.flatMap(({ run }) =>
    [...run.matchAll(/npm run (?:--silent )?ops -- (.+)$/gm)].map((match) => match[1] ?? ""),
  );

  const commands = lines.map(
    (line) => parseLine(COMMANDS, line.replaceAll(/"\$\w+"/g, "0123456789ab").split(" ")).command?.name,
  );

  expect(new Set(commands)).toEqual(new Set(["promote", "smoke"]));
});

test("a job that changes a stack has that stack's environment, and never runs beside another or is cut off", () => {
  const changing = JOBS.filter(({ job }) => changedStacks(job).length > 0);

  expect(changing.flatMap(({ job }) => changedStacks(job)).sort()).toEqual(["prod", "staging"]);
  for (const { job } of changing) {
    const [stack = ""] = changedStacks(job);
    expect(changedStacks(job)).toHaveLength(1);
    expect(environmentOf(job)).toBe(stack);
    expect(job.concurrency).toEqual({ group: `stack-${stack}`, "cancel-in-progress": false });
  }
});

test("prod changes only by hand and from main", () => {
  const prod = JOBS.filter(({ job }) => changedStacks(job).includes("prod"));

  expect(prod.map(({ on, job }) => [on, job.if])).toEqual([[["workflow_dispatch"], "github.ref == 'refs/heads/main'"]]);
});

test("a pull request signs in to AWS from a branch of this repository only", () => {
  const exposed = JOBS.filter(({ on, job }) => on.includes("pull_request") && signsIn(job));

  expect(exposed.map(({ file }) => file)).toEqual(["preview.yml"]);
  for (const { job } of exposed)
    expect(job.if).toContain("github.event.pull_request.head.repo.full_name == github.repository");
});

test("the Pulumi CLI is of the version that the program's SDK is of", () => {
  const versions = JOBS.flatMap(({ job }) =>
    job.steps.filter(({ uses = "" }) => uses.startsWith("pulumi/actions@")),
  ).map((step) => step.with["pulumi-version"]);

  expect(new Set(versions)).toEqual(new Set([packageJson.dependencies["@pulumi/pulumi"]]));
});

/** The policy documents that the page has an operator paste, with names filled in. */
function documentsOf(page: string): Map<string, unknown> {
  const blocks = [...page.matchAll(/^cat > (\S+)\.json <<JSON\n(.+?)^JSON$/gms)];
  return new Map(
    blocks.map(([, name = "", text = ""]) => [
      name,
      JSON.parse(text.replaceAll(/\$\{(\w+)\}/g, (_, variable: string) => variable.toLowerCase())),
    ]),
  );
}

const Statements = v.object({
  Statement: v.array(
    v.object({
      Action: v.pipe(
        v.union([v.string(), v.array(v.string())]),
        v.transform((actions) => [actions].flat()),
      ),
      Resource: v.optional(v.unknown()),
      Condition: v.optional(v.unknown()),
    }),
  ),
});

describe("docs/github-oidc.md", () => {
  const page = readFileSync(join(ROOT, "docs/github-oidc.md"), "utf8");
  const documents = documentsOf(page);
  const statementsOf = (name: string) => v.parse(Statements, documents.get(name)).Statement;

  test("trusts one environment of one repository, exactly", () => {
    const host = "token.actions.githubusercontent.com";

    expect(statementsOf("deploy-trust").map(({ Action, Condition }) => [Action, Condition])).toEqual([
      [
        ["sts:AssumeRoleWithWebIdentity"],
        {
          StringEquals: { [`${host}:aud`]: "sts.amazonaws.com", [`${host}:sub`]: "repo:repository:environment:stack" },
        },
      ],
    ]);
  });

  test("names each environment that the workflows use, and each variable", () => {
    const environments = JOBS.flatMap(({ job }) => environmentOf(job) ?? []).flatMap((name) =>
      name.includes("matrix") ? ["staging", "prod"].map((stack) => name.replace("${{ matrix.stack }}", stack)) : [name],
    );
    const variables = WORKFLOWS.flatMap(({ text }) =>
      [...text.matchAll(/vars\.(\w+)/g)].map((match) => match[1] ?? ""),
    );

    expect(new Set(environments).size).toBe(4);
    for (const name of [...environments, ...variables]) expect(page).toContain(`\`${name}\``);
  });

  test("lets the pipeline manage each service that the program uses, and delete nothing that holds data", async () => {
    const actions = statementsOf("deploy-policy").flatMap(({ Action }) => Action);
    const graph = await captureGraph("prod");
    const services = new Set(graph.resources.map(({ type }) => serviceOf(type)));

    expect(services.size).toBeGreaterThan(8);
    for (const service of services) expect(actions.map((action) => action.split(":")[0])).toContain(service);
    expect(
      actions.filter((action) =>
        /:\*$|^\*|:(Get|BatchGet|Put|Delete)Item|:Delete(Table|Bucket|Function|Role$)/.test(action),
      ),
    ).toEqual([]);
  });

  test("fits into a role's inline policies", () => {
    expect(JSON.stringify(documents.get("deploy-policy")).length).toBeLessThan(10_240);
  });

  test("lets a preview read the state and nothing else", () => {
    expect(statementsOf("preview-policy").flatMap(({ Action }) => Action)).toEqual([
      "s3:ListBucket",
      "s3:GetObject",
      "kms:Decrypt",
    ]);
  });
});

/** Names the IAM prefix of a resource type's actions. */
function serviceOf(type: string): string {
  const [, module = ""] = type.split(":");
  if (module.startsWith("cloudwatch/log")) return "logs";
  if (module.startsWith("cloudfront/keyvaluestoreKey")) return "cloudfront-keyvaluestore";
  return module.split("/")[0] ?? "";
}
