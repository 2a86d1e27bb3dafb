import { gmail as gmailApi, auth } from "@googleapis/gmail";
import { afterEach, expect, test } from "vitest";
import { REAL_CLOCK } from "../../cloud/clock/clock.ts";
import { startGmail, type Gmail } from "../../cloud/gmail/server.ts";
import { parseMail } from "../../cloud/gmail/mime.ts";

const CREDENTIALS = { clientId: "id", clientSecret: "secret", refreshToken: "refresh" };
let gmail: Gmail | undefined;
const start = async (): Promise<Gmail> =>
  (gmail = await startGmail({
    port: 0,
    file: undefined,
    credentials: CREDENTIALS,
    onFault: () => undefined,
    clock: REAL_CLOCK,
  }));

afterEach(async () => {
  await gmail?.close();
  gmail = undefined;
});

const MAIL = [
  "From: Windward <charters@example.com>",
  "To: captain@example.com",
  "Cc: mate@example.com",
  "Subject: =?UTF-8?B?UGF5bWVudCDigqwy?= =?UTF-8?Q?_from_Jos=C3=A9?=",
  "MIME-Version: 1.0",
  'Content-Type: multipart/alternative; boundary="b1"',
  "",
  "--b1",
  "Content-Type: text/plain; charset=utf-8",
  "Content-Transfer-Encoding: quoted-printable",
  "",
  "Jos=C3=A9 paid =E2=82=AC2 and the line is =",
  "soft",
  "",
  "--b1",
  "Content-Type: text/html; charset=utf-8",
  "Content-Transfer-Encoding: base64",
  "",
  Buffer.from("<p>José paid €2</p>").toString("base64"),
  "--b1--",
  "",
].join("\r\n");

async function send({ url }: Gmail, credentials = CREDENTIALS): Promise<number> {
  const client = new auth.OAuth2({
    clientId: credentials.clientId,
    clientSecret: credentials.clientSecret,
    endpoints: { oauth2TokenUrl: `${url}/token` },
  });
  client.setCredentials({ refresh_token: credentials.refreshToken });
  const api = gmailApi({ version: "v1", auth: client, rootUrl: `${url}/` });
  const response = await api.users.messages.send(
    { userId: "me", requestBody: { raw: Buffer.from(MAIL).toString("base64url") } },
    { retry: false, timeout: 2_000 },
  );
  return response.status;
}

test("the real client refreshes its token and sends, and the mail is in the mailbox in both forms", async () => {
  const running = await start();
  const status = await send(running);
  const page = await (await fetch(running.url)).text();
  const json = (await (await fetch(`${running.url}/mailbox.json`)).json()) as unknown[];
  expect(status).toBe(200);
  expect(running.mails()).toMatchObject([
    {
      to: "captain@example.com",
      cc: "mate@example.com",
      subject: "Payment €2 from José",
      text: "José paid €2 and the line is soft",
      html: "<p>José paid €2</p>",
    },
  ]);
  expect(page).toContain("<dt>Copy to</dt><dd>mate@example.com</dd>");
  expect(json).toHaveLength(1);
  expect(page).toContain('sandbox srcdoc="&lt;p&gt;José paid €2&lt;/p&gt;"');
});

test("it counts the bytes that were sent to it, headers too, on connections that are open and that are closed", async () => {
  const running = await start();
  await send(running);
  const one = running.bytesReceived();
  await send(running);
  const raw = Buffer.from(MAIL).toString("base64url").length;
  expect(one).toBeGreaterThan(raw);
  expect(one).toBeLessThan(raw + 4_000);
  // Ports and boundaries are of one length, so both took the same.
  expect(Math.abs(running.bytesReceived() - 2 * one)).toBeLessThan(20);
});

test("a revoked refresh token is invalid_grant and another client secret is invalid_client", async () => {
  const running = await start();
  await expect(send(running, { ...CREDENTIALS, clientSecret: "other" })).rejects.toThrow(/invalid_client/);
  running.faults.revoked = true;
  await expect(send(running)).rejects.toThrow(/invalid_grant/);
  expect(running.mails()).toEqual([]);
});

test.each([
  ["down", 503],
  ["quota", 429],
] as const)("with the fault %s sending fails with %i, and without it works again", async (fault, status) => {
  const running = await start();
  running.faults[fault] = true;
  await expect(send(running)).rejects.toMatchObject({ response: { status } });
  running.faults[fault] = false;
  await expect(send(running)).resolves.toBe(200);
});

test("a slow Gmail answers late and a refusing one cuts the connection", async () => {
  const running = await start();
  running.faults.slowMilliseconds = 150;
  const began = Date.now();
  await send(running);
  expect(Date.now() - began).toBeGreaterThanOrEqual(290);
  running.faults.slowMilliseconds = 0;
  running.faults.refused = true;
  await expect(send(running)).rejects.toThrow(/socket|fetch|network|ECONNRESET/i);
});

test("a send with another bearer token is 401", async () => {
  const { url } = await start();
  const response = await fetch(`${url}/gmail/v1/users/me/messages/send`, {
    method: "POST",
    headers: { authorization: "Bearer x" },
    body: "{}",
  });
  expect(response.status).toBe(401);
});

test.each([
  ["=?utf-8?q?a_b=21?=", "a b!"],
  ["=?iso-8859-1?Q?caf=E9?=", "café"],
  ["plain", "plain"],
  ["=?utf-8?B?w6k=?= =?utf-8?B?w6k=?= x", "éé x"],
])("the header %s reads %s", async (header, expected) => {
  expect((await parseMail(Buffer.from(`Subject: ${header}\r\n\r\n`))).subject).toBe(expected);
});

test("a mail with one plain part has no HTML, and folded headers are unfolded", async () => {
  const mail = await parseMail(Buffer.from("To: a@example.com\r\nSubject: one\r\n two\r\n\r\nhello\r\n"));
  expect(mail).toMatchObject({ subject: "one two", text: "hello", html: null });
});

test("attached files come out as the bytes that went in, a calendar's line ends too", async () => {
  const files = {
    "paper.pdf": Buffer.from([0, 255, 13, 10, 10, 37]),
    "charter.ics": Buffer.from("BEGIN:X\r\nEND:X\r\n"),
  };
  const parts = Object.entries(files).map(([name, bytes]) =>
    [
      `Content-Type: ${name.endsWith(".ics") ? "text/calendar; charset=utf-8" : "application/pdf"}; name="${name}"`,
      `Content-Disposition: attachment; filename="${name}"`,
      "Content-Transfer-Encoding: base64",
      "",
      bytes.toString("base64"),
    ].join("\r\n"),
  );
  const mail = [
    'Content-Type: multipart/mixed; boundary="b2"\r\n',
    ...[MAIL.slice(MAIL.indexOf("Content-Type")), ...parts].map((part) => `--b2\r\n${part}`),
    "--b2--\r\n",
  ].join("\r\n");

  const { text, html, attachments } = await parseMail(Buffer.from(mail));

  expect([text, html]).toEqual(["José paid €2 and the line is soft", "<p>José paid €2</p>"]);
  expect(attachments.map(({ name, bytes }) => [name, Buffer.from(bytes)])).toEqual(Object.entries(files));
});
