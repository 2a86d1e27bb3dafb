import type { PaperFacts } from "../paper/facts.ts";

/** Both mails about a signature carry the same paper, and are sent one after the other: a boat that signs at once is a few. */
export const PAPERS_KEPT = 8;

const papers = new Map<string, Promise<Uint8Array>>();

/** Writes the paper of a signature, or answers the one that was just written of the very same facts. */
export function signaturePaper(facts: PaperFacts): Promise<Uint8Array> {
  // All of them and not the seal alone: a record that was changed in the table gets the paper of what it says now.
  const key = JSON.stringify(facts);
  const paper = papers.get(key) ?? write(facts);
  papers.delete(key);
  papers.set(key, paper);
  const [oldest] = papers.keys();
  if (papers.size > PAPERS_KEPT && oldest !== undefined) papers.delete(oldest);
  // What failed is tried anew.
  paper.catch(() => papers.delete(key));
  return paper;
}

async function write(facts: PaperFacts): Promise<Uint8Array> {
  // Loaded when it is needed: the library is larger than all the rest.
  const { writeSignaturePdf } = await import("../paper/signaturePdf.ts");
  return writeSignaturePdf(facts);
}
