import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import fc from "fast-check";
import { expect, test } from "vitest";

import type { Command } from "../../ops/cli/command.ts";
import { runLine } from "../../ops/cli/run.ts";
import { toPlainText } from "../../ops/say.ts";

const OPS = join(import.meta.dirname, "../../ops");
/** A name that clears the screen, sets the window's title, rings, and turns what follows around. */
const NASTY = "\u001b[2J\u001b]0;pwned\u0007\u009b31m\u202eJane\r\u2028\u007f";
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u2028\u2029]/;

function command(run: Command["run"]): Command {
  return { name: "tell", summary: "", positionals: [], flags: {}, changes: true, stack: "optional", run };
}

async function told(run: Command["run"], args: readonly string[] = []): Promise<string> {
  const [answers, messages] = [new PassThrough(), Object.assign(new PassThrough(), { isTTY: true })];
  const input = new PassThrough();
  await runLine([command(run)], ["tell", ...args], { input, answers, messages });
  return `${String(answers.read() ?? "")}${String(messages.read() ?? "")}`;
}

test.each<[string, Command["run"], string[]]>([
  ["an answer", () => Promise.resolve({ ok: true, text: NASTY, data: undefined }), []],
  ["an answer to a script", () => Promise.resolve({ ok: true, text: "", data: { name: NASTY } }), ["--json"]],
  ["what is going on", (call) => (call.terminal.progress(NASTY), Promise.resolve({ ok: true, text: "", data: 0 })), []],
  ["a preview", (call) => call.terminal.confirm(NASTY).then(() => ({ ok: true, text: "", data: 0 })), ["--preview"]],
  ["a line on the way", (call) => (call.print(NASTY), Promise.resolve({ ok: true, text: "", data: 0 })), []],
  ["a fault that nobody foresaw", () => Promise.reject(new TypeError(NASTY)), []],
])("%s holds nothing that a terminal obeys", async (_case, run, args) => {
  const text = (await told(run, args)).replaceAll("\r\u001b[K", "");
  expect(text).toContain("Jane");
  expect(text).not.toMatch(OBEYED);
});

test("what a script reads is the same text, and what is harmless stays as it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(JSON.parse(toPlainText(JSON.stringify(text)))).toBe(text);
    }),
  );
  expect(toPlainText("José ✓\n\tمرحبا 李 👩‍👩‍👧")).toBe("José ✓\n\tمرحبا 李 👩‍👩‍👧");
});

test("nothing but that one function writes to anybody", () => {
  const files = readdirSync(OPS, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const writing = files.filter((file) => /(?<!handle)\.write\(|console\./.test(readFileSync(join(OPS, file), "utf8")));
  expect(writing).toEqual(["say.ts"]);
});
