import { expect, test } from "vitest";
import { parseArguments } from "../../local/arguments.ts";

test.each([
  [["--bogus"], "--bogus"],
  [["--port", "x"], "--port takes a number"],
  [["--port", "70000"], "--port takes a number"],
  [["extra"], "extra"],
])("the arguments %j are refused by name", (args, message) => {
  expect(() => parseArguments(args)).toThrow(message);
});
