import type { Command } from "../cli/command.ts";
import { adopt } from "./adopt.ts";
import { noteDays } from "./notes.ts";

const adopting: Command = {
  name: "adopt",
  summary: "compares a table, bucket, function and distribution that exist with what the program would make of them",
  positionals: [],
  flags: {
    table: { value: "NAME", summary: "a DynamoDB table that exists" },
    bucket: { value: "NAME", summary: "an S3 bucket that exists" },
    function: { value: "NAME", summary: "a Lambda function that exists" },
    distribution: { value: "ID", summary: "a CloudFront distribution that exists" },
    "import-file": { value: "FILE", summary: "only write the file that pulumi import takes" },
  },
  stack: "needed",
  notes:
    "Without the first four it takes what scc:adopt names. It changes nothing on AWS, and tells what to type next.\n" +
    "It exits with 1 when something would be replaced or deleted. See docs/adopting.md.",
  run: adopt,
};

const noting: Command = {
  name: "adopt notes",
  summary: "lets closeouts and the CSV show the payments that an adopted table held before",
  positionals: [],
  flags: {},
  changes: true,
  stack: "needed",
  notes:
    "Once, after the first pulumi up with an adopted table. It writes, for each day that money of a charter can be of, that\n" +
    "there is some; a second time finds nothing to do. A day that was closed before shows it as come later.",
  run: noteDays,
};

export const ADOPT_COMMANDS: readonly Command[] = [adopting, noting];
