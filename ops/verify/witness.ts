import { readdir, readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";

import { closeoutPlace, parseDay } from "../../lambda/closeouts/store.ts";
import { departurePlace, paymentPlace } from "../../lambda/charter/sealed.ts";
import { parseEvent } from "../../lambda/charter/stored.ts";
import { paperWords } from "../../lambda/paper/words.ts";
import type { Place, Sealed } from "../../lambda/seals/seal.ts";
import { PARTITIONS } from "../../rules/contract/table.ts";
import { readWitnesses, type Witness } from "../../rules/contract/witness.ts";
import { fillIn } from "../../rules/words/fillIn.ts";
import { LANGUAGES } from "../../rules/words/language.ts";
import { kindOf } from "../data/kinds.ts";
import type { Line } from "../data/lines.ts";
import { Refusal } from "../refusal.ts";
import type { Mismatch } from "./findings.ts";
import { readAll } from "./readAll.ts";
import { verifyHead } from "./seals.ts";

/** What a mail about a signature says of its record. */
interface SignatureWitness {
  readonly id: string;
  readonly record_sha256: string;
}

/** All that saved mails witness. */
export interface Witnesses {
  readonly heads: readonly Witness[];
  readonly signatures: readonly SignatureWitness[];
}

export const NO_WITNESSES: Witnesses = { heads: [], signatures: [] };

/** Reads what saved mails witness: from one file, be it a mail, a mailbox (mbox) or pasted text, or from all files of a directory. */
export async function readMails(path: string): Promise<Witnesses> {
  const texts = (await Promise.all((await filesAt(resolve(path))).map(readTexts))).flat();
  const heads = unique(texts.flatMap(readWitnesses));
  const signatures = unique(texts.flatMap(readSignatures));
  if (heads.length + signatures.length === 0)
    throw new Refusal(
      `Nothing in ${path} witnesses anything. It takes mails that this program sent: saved (.eml), a mailbox (mbox), pasted text, or a directory of these.`,
    );
  return { heads, signatures };
}

async function filesAt(path: string): Promise<readonly string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const entries = await readdir(path, { withFileTypes: true, recursive: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  } catch (fault) {
    throw new Refusal(`${path} cannot be read: ${fault instanceof Error ? fault.message : String(fault)}.`);
  }
}

/** The texts of a file: as it is, for what was pasted, and of each mail in it as a mail program shows it. */
async function readTexts(file: string): Promise<readonly string[]> {
  const raw = await readFile(file, "utf8");
  const mails = raw.split(/^From .*\r?\n/m).filter((mail) => /^mime-version:/im.test(mail));
  if (mails.length === 0) return [raw];
  const { default: PostalMime } = await import("postal-mime");
  const read = await Promise.all(mails.map((mail) => PostalMime.parse(mail)));
  return read.map(({ text = "", html = "" }) => (text === "" ? html.replace(/<[^>]*>/g, " ") : text));
}

function unique<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

const UUID = "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})";

/** As lambda/mail/signatureMail.ts writes them, in the language that was signed in. */
function readSignatures(text: string): SignatureWitness[] {
  const joined = text.replace(/[\r\n]+[>|\s]*/g, " ").replace(/\s+/g, " ");
  return LANGUAGES.flatMap((language) => {
    const words = paperWords(language);
    const label = fillIn(words.recordHash, { hash: "" }).trim();
    const pattern = new RegExp(`${quote(words.record)}:? ${UUID} ${quote(label)}:? ([0-9a-f]{64})`, "g");
    return [...joined.matchAll(pattern)].map(([, id = "", record_sha256 = ""]) => ({ id, record_sha256 }));
  });
}

function quote(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** Holds what is stored against what mails say of it. */
export function verifyWitnesses({ heads, signatures }: Witnesses, lines: readonly Line[]): Mismatch[] {
  const lists = readLists(lines, new Set(heads.map(({ of }) => of)));
  return [
    ...heads.flatMap((witness) => {
      const { place, many, entries } = lists(witness);
      const item = witness.list === "closeouts" ? PARTITIONS.closeouts : witness.of;
      const problems = verifyHead({ place, many, entries, who: "a mail" }, witness);
      return problems.map((problem) => ({ where: item, item: witness.of, ...problem }));
    }),
    ...signatures
      .filter(
        ({ record_sha256 }) => !lines.some((line) => kindOf(line) === "signature" && line.text.includes(record_sha256)),
      )
      .map(({ id, record_sha256 }) => ({
        where: "signatures",
        item: id,
        text: `A mail tells of signature ${id}, and no record has its hash ${record_sha256}: it is gone, or was changed.`,
      })),
  ];
}

/** Finds the list that a witness is of; one that is not there, or cannot be read, is empty. */
function readLists(lines: readonly Line[], named: ReadonlySet<string>) {
  const charters = readAll(
    lines.filter((line) => named.has(line.event_id) && kindOf(line) === "charter"),
    parseEvent,
  ).found;
  const days = readAll(
    lines.filter((line) => line.event_id === PARTITIONS.closeouts && named.has(line.timestamp)),
    parseDay,
  ).found;
  return ({ list, of }: Witness): { place: Place; many: string; entries: readonly Sealed[] } => {
    const charter = charters.find(({ line }) => line.event_id === of)?.read;
    const day = days.find(({ line }) => line.timestamp === of)?.read;
    switch (list) {
      case "ledger":
        return { place: paymentPlace(of), many: "ledger entries", entries: charter?.payment_log ?? [] };
      case "departures":
        return { place: departurePlace(of), many: "departure entries", entries: charter?.departures ?? [] };
      case "closeouts":
        return { place: closeoutPlace(of), many: `closeouts of ${of}`, entries: day?.closeouts ?? [] };
    }
  };
}
