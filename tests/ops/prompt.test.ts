import { PassThrough, Writable } from "node:stream";
import { expect, test } from "vitest";
import { readNewPassword } from "../../ops/accounts/prompt.ts";

const PASSWORD = "reef early, reef often";

function type(text: string): { terminal: Parameters<typeof readNewPassword>[0]; shown: () => string } {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  let shown = "";
  const output = new Writable({
    write: (chunk, _encoding, done) => {
      shown += String(chunk);
      done();
    },
  });
  input.write(text);
  return { terminal: { input, output }, shown: () => shown };
}

test("a typed password is asked for twice, may be corrected, and is never shown", async () => {
  const { terminal, shown } = type(`${PASSWORD}?\x7f\r${PASSWORD}\r`);
  expect(await readNewPassword(terminal, "ada@example.com")).toBe(PASSWORD);
  expect(shown()).toBe("Password for ada@example.com: \nThe same again: \n");
});

test.each([
  ["two that differ", `${PASSWORD}\r${PASSWORD}!\r`, "The two passwords differ."],
  ["a short one", "short\r", "The password must be at least"],
  ["Ctrl-C", `${PASSWORD}\x03`, "No password was given."],
])("typing %s is refused", async (_case, text, sentence) => {
  await expect(readNewPassword(type(text).terminal, "ada@example.com")).rejects.toThrow(sentence);
});
