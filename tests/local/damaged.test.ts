import {
  chmodSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { isEmpty } from "../../cloud/dynamodb/client.ts";
import { StartError } from "../../cloud/startError.ts";
import { startOurCloud, type Cloud } from "../../local/ourCloud.ts";
import { layDemoDay } from "../support/demoDay.ts";

const directory = mkdtempSync(join(tmpdir(), "scc-damaged-"));
const whole = join(directory, "whole");
let mails = 0;

beforeAll(async () => {
  // As the cloud left it that seeded it, modes and all.
  await layDemoDay(whole);
  mails = readFileSync(join(whole, "mail.jsonl"), "utf8").split("\n").length;
});
afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

/** All files below a folder, by their ways from it. */
function filesIn(path: string): string[] {
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(path, join(entry.parentPath, entry.name)));
}

const DAMAGES: Readonly<Record<string, (file: string) => void>> = {
  "is garbage": (file) => {
    writeFileSync(file, "\0garbage\n");
  },
  "is empty": (file) => {
    writeFileSync(file, "");
  },
  "is half of what it was": (file) => {
    truncateSync(file, Math.floor(statSync(file).size / 2));
  },
  "is gone": (file) => {
    rmSync(file);
  },
};

/** Starts on a copy in which one file is damaged; answers what it says, or how it runs. */
async function startDamaged(file: string, damage: (file: string) => void): Promise<string> {
  const copy = mkdtempSync(join(directory, "copy-"));
  cpSync(whole, copy, { recursive: true });
  damage(join(copy, file));
  let cloud: Cloud;
  try {
    cloud = await startOurCloud({ dataDirectory: copy });
  } catch (fault) {
    if (!(fault instanceof StartError)) throw fault;
    return fault.message;
  }
  const hasData = !(await isEmpty(cloud.table.endpoint, cloud.table.name));
  const found = cloud.gmail.mails().length;
  await cloud.close();
  return hasData && found > 0 ? "runs with its data" : "runs without its data";
}

/** Starts on each damaged copy, a few at a time: a start waits for its parts most of the while. */
async function startEach(files: readonly string[], damage: (file: string) => void): Promise<[string, string][]> {
  const said: [string, string][] = [];
  const left = [...files];
  const takeTurns = async (): Promise<void> => {
    for (let file = left.shift(); file !== undefined; file = left.shift())
      said.push([file, await startDamaged(file, damage)]);
  };
  await Promise.all([takeTurns(), takeTurns(), takeTurns()]);
  return said;
}

/** What LevelDB itself writes beside its data, and needs not find again. */
const NEEDLESS = /^(dynamodb\/LO(?:G|CK)|logs\/|dynamodb\/LOG\.old)/;

describe("A damaged file of the data directory", () => {
  it.each(Object.entries(DAMAGES))(
    "that %s ends the start with one sentence, or costs nothing",
    async (how, damage) => {
      const files = filesIn(whole).filter((file) => !NEEDLESS.test(file) && !file.startsWith("s3/"));
      const kinds = ["dynamodb/CURRENT", "kvs/scc-local.json", "lambda/scc-local.json", "mail.jsonl", "tables.json"];
      expect(files).toEqual(expect.arrayContaining(kinds));
      for (const [file, said] of await startEach(files, damage)) {
        // Of mails and of LevelDB's own log, a part that was cut off at its end is as after a power cut.
        if (said === "runs with its data") continue;
        // Without them at all: nobody can tell that there were any.
        if (how === "is gone" && /^(mail|tables)\.json/.test(file)) continue;
        expect([file, said]).toEqual([file, expect.stringMatching(/--fresh to begin again/)]);
        expect(said.split("\n")).toHaveLength(1);
      }
      expect(mails).toBeGreaterThan(0);
    },
    240_000,
  );
});

describe("The data directory", () => {
  const modes = (path: string): string[] =>
    [path, ...readdirSync(path, { recursive: true, encoding: "utf8" }).map((name) => join(path, name))]
      .filter((file) => (statSync(file).mode & 0o077) !== 0)
      .map((file) => relative(path, file));

  it("is closed to all other users of this machine, also what was open before", async () => {
    expect(modes(whole)).toEqual([]);
    const copy = join(directory, "open");
    cpSync(whole, copy, { recursive: true });
    for (const file of filesIn(copy)) chmodSync(join(copy, file), 0o644);
    writeFileSync(join(directory, "before"), "");
    chmodSync(copy, 0o755);
    const cloud = await startOurCloud({ dataDirectory: copy });
    expect(modes(copy)).toEqual([]);
    await cloud.close();
    // What this process writes elsewhere afterwards is as it was before.
    writeFileSync(join(directory, "afterwards"), "");
    expect(statSync(join(directory, "afterwards")).mode & 0o777).toBe(statSync(join(directory, "before")).mode & 0o777);
  });

  it("that is a folder of somebody's own stays as it is, but for what is ours in it", async () => {
    const own = mkdtempSync(join(directory, "own-"));
    writeFileSync(join(own, "letter.txt"), "mine");
    chmodSync(join(own, "letter.txt"), 0o644);
    chmodSync(own, 0o755);
    const cloud = await startOurCloud({ dataDirectory: own });
    await cloud.close();
    expect([statSync(own).mode & 0o777, statSync(join(own, "letter.txt")).mode & 0o777]).toEqual([0o755, 0o644]);
    expect(statSync(join(own, "dynamodb")).mode & 0o777).toBe(0o700);
  });
});
