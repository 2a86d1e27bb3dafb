import { accountKey, parseAccount } from "../../lambda/accounts/store.ts";
import type { StoredEvent } from "../../lambda/charter/stored.ts";
import { BrokenItem } from "../../lambda/dynamodb/errors.ts";
import { stillCounts } from "../../rules/charter/moving.ts";
import { ROLES } from "../../rules/contract/api/session.ts";
import type { SignatureRecord } from "../../rules/contract/api/waiver.ts";
import { count } from "../cli/words.ts";
import { countKinds, kindOf, type Kind } from "../data/kinds.ts";
import { toItem, type Line } from "../data/lines.ts";
import { toPlain, type Plain } from "../data/plain.ts";
import { verifyCharter } from "./charter.ts";
import { RIGHTS, sealRights } from "../../lambda/accounts/rights.ts";
import type { Findings, Mismatch, PlacedUnsealed, Problem, Unsealed } from "./findings.ts";
import { findDeadNames, verifySignpost } from "./moves.ts";
import { misplacedIn, newerBeside, unplacedIn } from "./places.ts";
import { unsealedOf } from "./seals.ts";
import { verifyMarks, verifySignature } from "./signature.ts";

/** What came of one item: what was read in it, unless it is broken, and what is wrong with it. */
interface Checked<T> {
  readonly line: Line;
  readonly read: T | undefined;
  readonly problems: readonly Problem[];
}

/** Verifies all items of one partition, and of those that lead to it: a charter with its signature records, the accounts, or what is neither. */
export function verifyPartition(lines: readonly Line[]): Findings {
  const of = (kind: Kind): readonly Line[] => lines.filter((line) => kindOf(line) === kind);
  const charters = of("charter").map((line) => check(line, verifyCharter));
  const posts = of("signpost").map((line) => check(line, (item) => verifySignpost(line.event_id, item)));
  const signatures = of("signature").map((line) => check(line, verifySignature));
  const accounts = of("account").map((line) => check(line, verifyAccount));
  const others = of("other");
  const misplaced = [...signatures.map(({ line }) => line), ...others, ...of("own")].map((line) => ({
    line,
    problems: misplacedIn(line),
  }));
  const records = signatures.flatMap(({ read }) => (read === undefined ? [] : [read.record]));
  // Whom a record that cannot be read is of, nobody can say.
  const marks = charters.flatMap(({ line, read }) =>
    read === undefined || records.length < signatures.length
      ? []
      : [{ line, problems: verifyMarks(read.event, countingOf(read.event, records)) }],
  );
  const dead = charters.flatMap(({ line, read }) =>
    read === undefined ? [] : [{ line, problems: findDeadNames(read.event, of("signpost").map(slugOf)) }],
  );
  const orphans =
    charters.length > 0
      ? []
      : [
          ...signatures.slice(0, 1).map(({ line }) => ({ line, problems: [orphaned(signatures.length)] })),
          ...posts.map(({ line }) => ({ line, problems: [{ text: "It leads to a charter that is not there." }] })),
        ];
  const entries = charters.reduce((sum, { read }) => sum + (read?.event.payment_log.length ?? 0), 0);
  return {
    looked: { ...countKinds(lines), entries },
    mismatches: placed([
      ...charters,
      ...marks,
      ...posts,
      ...dead,
      ...signatures,
      ...orphans,
      ...accounts,
      ...misplaced,
    ]),
    newer: placed([
      ...[...charters, ...signatures, ...accounts].map(({ line, read }) => ({ line, problems: read?.newer ?? [] })),
      ...others.map((line) => ({ line, problems: newerBeside(line) })),
    ]),
    unplaced: placed([...others, ...of("own")].map((line) => ({ line, problems: unplacedIn(line) }))),
    unsealed: [...charters, ...accounts].flatMap(({ line, read }): PlacedUnsealed[] =>
      (read?.unsealed ?? []).map((unsealed) => ({ where: line.event_id, ...unsealed })),
    ),
  };
}

function slugOf({ event_id }: Line): string {
  return event_id;
}

/** After a move to sign again for, what was given before it counts no longer. */
function countingOf({ event_id, moves }: StoredEvent, records: readonly SignatureRecord[]): readonly SignatureRecord[] {
  return records.filter((record) => stillCounts(record, event_id, moves));
}

function placed(found: readonly { readonly line: Line; readonly problems: readonly Problem[] }[]): Mismatch[] {
  return found.flatMap(({ line, problems }) =>
    problems.map((problem) => ({ where: line.event_id, item: line.timestamp, ...problem })),
  );
}

function check<T extends { readonly problems: readonly Problem[] }>(
  line: Line,
  verify: (item: Readonly<Record<string, Plain>>) => T,
): Checked<T> {
  try {
    const read = verify(toPlain(toItem(line)));
    return { line, read, problems: read.problems };
  } catch (fault) {
    if (!(fault instanceof BrokenItem)) throw fault;
    return { line, read: undefined, problems: [{ text: `Item ${line.timestamp} cannot be read. ${fault.message}` }] };
  }
}

function verifyAccount(item: Readonly<Record<string, Plain>>): {
  problems: Problem[];
  newer: Problem[];
  unsealed: Unsealed[];
} {
  const { email, timestamp, role, rights_seal, created_at } = parseAccount(item);
  const changed =
    rights_seal === undefined || rights_seal === sealRights(item)
      ? []
      : [
          {
            text: `The account of ${email} was changed past this program: the seal of its ${RIGHTS.slice(2).join(", ")} is not that of what they are.`,
          },
        ];
  const unsealed = rights_seal === undefined ? [unsealedOf(["account", "accounts"], [created_at])] : [];
  const computed = accountKey(email);
  const newer = ROLES.some((known) => known === role)
    ? []
    : [{ text: `${email} has the role ${role} of a newer version, and may do nothing here.` }];
  if (timestamp === computed) return { problems: changed, newer, unsealed };
  return {
    newer,
    unsealed,
    problems: [
      ...changed,
      {
        text: `The account of ${email} cannot sign in: it lies under another address's key.`,
        stored: timestamp,
        computed,
      },
    ],
  };
}

function orphaned(number: number): Problem {
  return {
    text: `${count(number, "signature record belongs", "signature records belong")} to a charter that is not there.`,
  };
}
