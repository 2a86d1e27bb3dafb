import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openApiClient } from "../../local/client.ts";
import { startOurCloud } from "../../local/ourCloud.ts";
import { codeAt, stepAt } from "../../lambda/accounts/totp.ts";
import { LINK_PASSWORD_PATH } from "../../rules/contract/api/paths/links.ts";
import { useOps } from "./support/command.ts";
import type { Outcome } from "./support/person.ts";
import { openTableClient } from "./support/tableClient.ts";
import { useCloud } from "../support/useCloud.ts";

const PASSWORD = "reef early, reef often";
const { directory, data, local: LOCAL, ops, fakePulumi } = useOps();
const cloud = useCloud({ dataDirectory: data });

function add(email: string, role = "admin", ...more: string[]): Promise<Outcome> {
  return ops(["accounts", "add", ...LOCAL, "--email", email, "--name", "Ada Lovelace", "--role", role, ...more]);
}

/** Chooses the password by the link that a command printed. */
async function accept({ out }: Outcome, password = PASSWORD): Promise<number> {
  const token = /\/link#([\w-]{43})/.exec(out)?.[1] ?? "";
  return (await openApiClient(cloud.url).call("POST", LINK_PASSWORD_PATH, { token, password })).status;
}

async function signIn(email: string, password = PASSWORD): Promise<number> {
  return (await openApiClient(cloud.url).call("POST", "/api/session", { email, password })).status;
}

test("an account that is added can sign in, is listed, and once disabled can sign in no more", async () => {
  const added = await add("Ada@Example.com", "admin", "--link");
  expect(added).toMatchObject({ code: 0, err: "" });
  expect(added.out).toMatch(
    /^Added admin Ada Lovelace <ada@example\.com> to local\. Hand them this link; it works once, for 7 days:\nhttp:\/\/\S+\/link#[\w-]{43}\n$/,
  );
  expect(await accept(added)).toBe(200);
  expect(await accept(added)).toBe(404);
  const client = openApiClient(cloud.url);
  const opened = await client.call("POST", "/api/session", { email: "ada@example.com", password: PASSWORD });
  expect(opened).toMatchObject({ status: 200, body: { account: { role: "admin" } } });

  await add("finn@example.com", "crew");
  const listed = await ops(["accounts", "list", ...LOCAL], { started: "as npm does" });
  expect(listed.out).toBe(
    [
      "E-MAIL            ROLE   MAY  INVITED     NAME",
      "ada@example.com   admin  all              Ada Lovelace",
      `finn@example.com  crew        ${new Date().toISOString().slice(0, 10)}  Ada Lovelace`,
      "",
    ].join("\n"),
  );

  const asked = await ops(["accounts", "disable", ...LOCAL, "--email", "ada@example.com"]);
  expect(asked).toMatchObject({
    code: 1,
    err: expect.stringContaining(
      "Disable admin Ada Lovelace <ada@example.com> in local, and end all sessions",
    ) as string,
  });
  expect(await signIn("ada@example.com")).toBe(200);
  const disabled = await ops(["accounts", "disable", ...LOCAL, "--email", "ada@example.com", "--yes"]);
  expect(disabled.code).toBe(0);
  expect(disabled.out).toBe(
    "Disabled admin Ada Lovelace <ada@example.com> in local and ended all sessions of that account.\n" +
      "No admin is left in local. Add one with accounts add.\n",
  );
  expect(await signIn("ada@example.com")).toBe(401);
  expect(await client.call("GET", "/api/session")).toMatchObject({ body: { account: null } });
  const asJson = await ops(["accounts", "list", ...LOCAL, "--json"]);
  expect(JSON.parse(asJson.out)).toMatchObject([{ email: "finn@example.com", role: "crew", permissions: [] }]);

  const again = await ops(["accounts", "disable", ...LOCAL, "--email", "ada@example.com"]);
  expect(again).toMatchObject({
    code: 0,
    out: expect.stringMatching(/was disabled in local on \d{4}-\d\d-\d\d already/) as string,
  });
  const readded = await add("ada@example.com");
  expect(readded).toMatchObject({
    code: 1,
    err: expect.stringContaining("accounts reset --enable lets it in again.") as string,
  });
});

test("an e-mail address that has an account is refused and the account keeps its password", async () => {
  await accept(await add("twice@example.com", "admin", "--link"));
  const again = await add("twice@example.com", "crew");
  expect(again).toEqual({
    code: 1,
    out: "",
    err: "twice@example.com has an account in local already (admin). Nothing was changed.\n",
  });
  expect(await signIn("twice@example.com")).toBe(200);
});

test("an invitation is mailed by the function where no link is asked for", async () => {
  const { code, out } = await add("maud@example.com", "crew");
  expect([code, out]).toEqual([
    0,
    "Added crew Ada Lovelace <maud@example.com> to local. A mail with a link is on its way to them; it works once, for 7 days.\n",
  ]);
  await cloud.runSchedule("scc-local-outbox");
  expect(cloud.gmail.mails().map(({ to }) => to)).toContain("maud@example.com");
});

test("somebody is made admin, and crew again, after a look at what that does", async () => {
  await accept(await add("roy@example.com", "crew", "--link"));
  const client = openApiClient(cloud.url);
  await client.call("POST", "/api/session", { email: "roy@example.com", password: PASSWORD });
  const make = (role: string, ...more: string[]) =>
    ops(["accounts", "role", role, ...LOCAL, "--email", "roy@example.com", ...more]);

  expect((await make("admin")).err).toContain("Make crew Ada Lovelace <roy@example.com> admin in local, and end all");
  expect((await make("admin", "--yes")).out).toBe(
    "Ada Lovelace <roy@example.com> has the role admin in local now, in place of crew. All sessions of that account have ended.\n",
  );
  expect(await client.call("GET", "/api/session")).toMatchObject({ body: { account: null } });
  expect((await make("admin", "--yes")).out).toBe(
    "Ada Lovelace <roy@example.com> has the role admin in local already.\n",
  );
  expect((await make("crew", "--yes")).out).toContain("has the role crew in local now");
  expect((await make("captain")).err).toContain('"captain" is not a role; there is crew and admin.');
});

test("taking money is allowed to a crew member and denied again; an admin may anyway", async () => {
  await add("penny@example.com", "crew");
  const line = (verb: string, email = "penny@example.com", what = "payments") =>
    ops(["accounts", verb, what, ...LOCAL, "--email", email]);
  expect((await line("allow")).out).toBe("crew Ada Lovelace <penny@example.com> may now log payments in local.\n");
  expect((await ops(["accounts", "list", ...LOCAL])).out).toMatch(/penny@example\.com +crew +payments/);
  expect((await line("deny")).out).toBe("crew Ada Lovelace <penny@example.com> may no longer log payments in local.\n");
  expect((await ops(["accounts", "list", ...LOCAL])).out).not.toMatch(/penny@example\.com +crew +payments/);
  expect((await line("allow", "twice@example.com")).out).toMatch(/is an admin in local, and may do all of it/);
  expect(await line("allow", "penny@example.com", "all")).toMatchObject({
    code: 2,
    err: expect.stringContaining('"all" is not a permission; there is payments.') as string,
  });
});

test("sign-out ends the sessions of one account, or of everybody, once the operator agrees", async () => {
  const [one, other] = [openApiClient(cloud.url), openApiClient(cloud.url)];
  await accept(await add("one@example.com", "crew", "--link"));
  await accept(await add("other@example.com", "crew", "--link"));
  await one.call("POST", "/api/session", { email: "one@example.com", password: PASSWORD });
  await other.call("POST", "/api/session", { email: "other@example.com", password: PASSWORD });
  const isIn = async (client: typeof one) => (await client.call("GET", "/api/crew")).status === 200;

  expect((await ops(["accounts", "sign-out", ...LOCAL, "--email", "one@example.com"])).code).toBe(1);
  expect(await isIn(one)).toBe(true);
  await ops(["accounts", "sign-out", ...LOCAL, "--email", "one@example.com", "--yes"]);
  expect([await isIn(one), await isIn(other)]).toEqual([false, true]);
  const all = await ops(["accounts", "sign-out", ...LOCAL, "--all", "--yes"]);
  expect(all.out).toMatch(/^Ended all sessions of \d+ accounts in local\.\n$/);
  expect(await isIn(other)).toBe(false);
});

test.each([
  [["accounts", "rename", ...LOCAL], '"accounts rename" is not a command; accounts add, accounts list'],
  [["accounts", "list"], "--stack is missing"],
  [["accounts", "list", ...LOCAL, "--email", "a@b.co"], "Unknown option '--email'"],
  [["accounts", "add", ...LOCAL, "--password", "x"], "Unknown option '--password'"],
  [["accounts", "disable", ...LOCAL], "--email is missing"],
  [
    ["accounts", "add", ...LOCAL, "--email", "ada", "--name", "Ada", "--role", "admin"],
    '--email "ada" must be an e-mail address',
  ],
  [
    ["accounts", "add", ...LOCAL, "--email", "a@b.co", "--name", " ", "--role", "admin"],
    '--name " " must not be empty',
  ],
  [
    ["accounts", "add", ...LOCAL, "--email", "a@b.co", "--name", "Ada", "--role", "captain"],
    '--role "captain" must be crew or admin',
  ],
])("%j is not a command, and the answer says why and where help is", async (args, reason) => {
  const { code, out, err } = await ops(args);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain(reason);
  expect(err).toContain("See npm run ops -- --help.");
});

test("--help names every action and the exit codes, as npm run ops starts it", async () => {
  const { code, out } = await ops(["--help"], { started: "as npm does" });
  expect(code).toBe(0);
  expect(out).toMatch(/accounts add[^]+accounts list[^]+accounts disable[^]+Exit code: 0 done, 1 refused/);
});

test("disabling nobody is refused", async () => {
  const { code, err } = await ops(["accounts", "disable", ...LOCAL, "--email", "nobody@example.com"]);
  expect([code, err]).toEqual([1, "nobody@example.com has no account in local. accounts list shows who has.\n"]);
});

test("a cloud publishes its endpoint while it runs; without one, or with a dead one's, the command says to start it", async () => {
  const other = join(directory, "other");
  const file = join(other, "endpoint.json");
  const started = await startOurCloud({ dataDirectory: other });
  expect(existsSync(file)).toBe(true);
  await started.close();
  expect(existsSync(file)).toBe(false);
  const stopped = await ops(["accounts", "list", "--stack", "local", "--data", other]);
  // 2^22 is the kernel's highest process id, so nothing has one above.
  writeFileSync(
    file,
    JSON.stringify({
      pid: 2 ** 22 + 1,
      dynamodb: cloud.table.endpoint,
      aws: cloud.url,
      mailboxUrl: cloud.mailboxUrl,
      outputs: {},
    }),
  );
  const killed = await ops(["accounts", "list", "--stack", "local", "--data", other]);
  const sentence = `No local cloud runs on ${other}. Start it with npm start, or name its directory with --data.\n`;
  expect([stopped.code, stopped.err, killed.code, killed.err]).toEqual([1, sentence, 1, sentence]);
});

test("the table of a stack on AWS is the one that Pulumi names", async () => {
  await add("pulumi@example.com");
  const outputs = JSON.stringify({ tableName: cloud.table.name, region: "eu-central-1", slot: "0123456789ab" });
  const pulumi = fakePulumi(`[ "$*" = "stack output --json --stack staging --non-interactive" ] && echo '${outputs}'`);
  const credentials = {
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_ENDPOINT_URL_DYNAMODB: cloud.table.endpoint,
  };
  // dynalite keeps the tables of regions apart no more than it checks credentials.
  const { code, out, err } = await ops(["accounts", "list", "--stack", "staging"], {
    env: { ...pulumi, ...credentials },
  });
  expect([code, err]).toEqual([0, ""]);
  expect(out).toContain("pulumi@example.com");
});

test("SCC_TABLE_NAME and AWS_REGION come first, are named, and go together", async () => {
  const credentials = {
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_ENDPOINT_URL_DYNAMODB: cloud.table.endpoint,
  };
  const env = { ...credentials, SCC_TABLE_NAME: "no-such-table", AWS_REGION: "us-east-1" };
  const wrong = await ops(["accounts", "list", "--stack", "staging"], { env });
  const half = await ops(["accounts", "list", "--stack", "staging"], { env: { SCC_TABLE_NAME: "scc-events-staging" } });
  expect(wrong.code).toBe(1);
  expect(wrong.err).toContain(
    "Using no-such-table in us-east-1, as the environment says and not Pulumi.\nA part of the stack is not there.",
  );
  expect([half.code, half.err]).toEqual([
    1,
    "SCC_TABLE_NAME is set and AWS_REGION is not. Set both, or neither to ask Pulumi.\n",
  ]);
});

test("without AWS credentials the command says how to get some", async () => {
  const { code, err } = await ops(["accounts", "list", "--stack", "prod"], {
    env: { SCC_TABLE_NAME: "scc-events", AWS_REGION: "us-east-1" },
  });
  expect(code).toBe(1);
  expect(err).toContain("No AWS credentials were found. Sign in (aws sso login), or set AWS_PROFILE.");
});

test.each([
  ["is not installed", undefined, "Install the Pulumi CLI, or set SCC_TABLE_NAME and AWS_REGION."],
  [
    "is not logged in",
    "echo 'error: PULUMI_ACCESS_TOKEN must be set for login' >&2; exit 255",
    "Run pulumi login, or set",
  ],
  [
    "does not know the stack",
    `echo "error: no stack named 'moon' found" >&2; exit 255`,
    "Pulumi knows no stack moon. Run pulumi stack ls",
  ],
  ["fails otherwise", "echo 'error: passphrase must be set' >&2; exit 255", "error: passphrase must be set"],
  ["has nothing deployed", "echo '{}'", "Stack moon has no region yet. Create it with pulumi up --stack moon"],
])("when Pulumi %s, the command says what to do", async (_case, script, sentence) => {
  const env = script === undefined ? {} : fakePulumi(script);
  const { code, out, err } = await ops(["accounts", "list", "--stack", "moon"], { env });
  expect([code, out]).toEqual([1, ""]);
  expect(err).toContain(sentence);
});

test("a reset takes the password away, ends the sessions, and lets a disabled account in only when told to", async () => {
  await accept(await add("grace@example.com", "crew", "--link"));
  const client = openApiClient(cloud.url);
  await client.call("POST", "/api/session", { email: "grace@example.com", password: PASSWORD });
  const line = ["accounts", "reset", ...LOCAL, "--email", "grace@example.com", "--link"];

  const reset = await ops(line);
  expect(reset).toMatchObject({
    code: 0,
    out: expect.stringContaining("in local is gone, and all sessions of that account have ended.") as string,
  });
  expect(await client.call("GET", "/api/session")).toMatchObject({ body: { account: null } });
  expect(await signIn("grace@example.com")).toBe(401);
  expect(await accept(reset, "a new word for all the hands")).toBe(200);
  expect(await signIn("grace@example.com", "a new word for all the hands")).toBe(200);

  await ops(["accounts", "disable", ...LOCAL, "--email", "grace@example.com", "--yes"]);
  expect(await ops(line)).toMatchObject({
    code: 1,
    err: expect.stringContaining("Add --enable to let Ada Lovelace sign in again.") as string,
  });
  const everyone = await ops(["accounts", "list", ...LOCAL, "--all"]);
  expect(everyone.out).toMatch(/grace@example\.com +crew +\d{4}-\d\d-\d\d +Ada Lovelace/);
  const enabled = await ops([...line, "--enable"]);
  expect(enabled).toMatchObject({ code: 0, out: expect.stringContaining("The account is enabled again.") as string });
  expect(await accept(enabled)).toBe(200);
  expect(await signIn("grace@example.com")).toBe(200);
});

test("a second factor that was lost is taken off by the operator alone", async () => {
  await accept(await add("toto@example.com", "crew", "--link"));
  const client = openApiClient(cloud.url);
  const body = { email: "toto@example.com", password: PASSWORD };
  await client.call("POST", "/api/session", body);
  const begun = await client.call("POST", "/api/account/second-factor");
  const { secret } = begun.body as { secret: string };
  await client.call("PUT", "/api/account/second-factor", { code: codeAt(secret, stepAt(new Date())) });

  const line = ["accounts", "reset", ...LOCAL, "--email", "toto@example.com", "--link"];
  expect(await accept(await ops(line))).toBe(200);
  expect(await openApiClient(cloud.url).call("POST", "/api/session", body)).toMatchObject({
    status: 401,
    body: { type: "/problems/code-needed" },
  });
  const off = await ops([...line, "--without-second-factor"]);
  expect(off.out).toContain("No second factor is asked for.");
  expect(await accept(off)).toBe(200);
  expect(await signIn("toto@example.com")).toBe(200);
});

test("an account that cannot be read hides none of the others, and is not passed over", async () => {
  const table = openTableClient(cloud);
  await add("wim@example.com", "crew");
  await table.put({ event_id: { S: "accounts" }, timestamp: { S: "0".repeat(32) }, email: { N: "1" } });
  const listed = await ops(["accounts", "list", ...LOCAL]);
  await table.remove("accounts", "0".repeat(32));
  expect(listed.out).toContain("wim@example.com");
  expect(listed.out).toContain("1 account cannot be read. verify says which, and what is wrong.");
  expect(listed.code).toBe(1);
});
