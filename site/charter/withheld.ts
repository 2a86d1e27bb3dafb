import type { EventDetail, SignatureSummary } from "../../rules/contract/api/event.ts";
import { matchSignatures } from "../../rules/manifest/whoHasSigned.ts";

/** The mails about a charter's signatures that are held back. */
export interface Withheld {
  /** How many mails. */
  readonly mails: number;
  /** The signatures that they are about, the first that was received first. */
  readonly all: readonly string[];
  /** Those of them by which somebody on the list has signed. */
  readonly listed: readonly string[];
}

/** Tells which mails about signatures are held back. */
export function findWithheld({ signatures, manifest }: Pick<EventDetail, "signatures" | "manifest">): Withheld {
  const withheld = new Map(
    signatures.filter(isWithheld).map(({ id, mail_withheld = [] }) => [id, mail_withheld.length]),
  );
  const { lines } = matchSignatures(manifest, signatures);
  const listed = new Set(lines.flatMap(({ signature }) => (signature && isWithheld(signature) ? [signature.id] : [])));
  return {
    mails: [...withheld.values()].reduce((sum, mails) => sum + mails, 0),
    all: [...withheld.keys()],
    listed: [...listed],
  };
}

/** Tells whether a mail about a signature is held back. */
export function isWithheld({ mail_withheld }: SignatureSummary): boolean {
  return mail_withheld !== undefined;
}
