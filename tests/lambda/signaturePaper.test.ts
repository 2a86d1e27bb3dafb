import { expect, it } from "vitest";

import type { SignatureRecord } from "../../rules/contract/api/waiver.ts";
import { BUILT_IN_WAIVER } from "../../rules/waiver/builtInText.ts";
import { shownText } from "../../rules/waiver/text.ts";
import { sealRecord } from "../../lambda/charter/signatureRecord.ts";
import { PAPERS_KEPT, signaturePaper } from "../../lambda/signatures/paper.ts";
import { writeSignaturePdf } from "../../lambda/paper/signaturePdf.ts";
import { textSha256 } from "../../lambda/waiverTexts/shown.ts";
import { signature } from "./support/charter.ts";

const text = shownText(BUILT_IN_WAIVER, "en", "Blue Heron Sailing");

function record(name: string): SignatureRecord {
  return sealRecord({
    ...signature(name),
    text_sha256: textSha256(text),
    slug: "2026-05-23-jane-afternoon",
    address: "203.0.113.7",
    user_agent: "Test Browser",
    received_at: "2026-05-23T17:30:02.000Z",
  });
}

const facts = (signed: SignatureRecord) => ({ record: signed, text, timeZone: "America/New_York" });

it("is written once for both mails, and is what is written of the same facts", async () => {
  const [first, second] = await Promise.all([
    signaturePaper(facts(record("Eva"))),
    signaturePaper(facts(record("Eva"))),
  ]);
  expect(second).toBe(first);
  expect(await writeSignaturePdf(facts(record("Eva")))).toEqual(first);
});

it("is another one of a record that was changed under its old seal", async () => {
  const sealed = record("Eva");
  const changed = { ...sealed, address: "198.51.100.1" };
  const paper = await signaturePaper(facts(sealed));
  expect(await signaturePaper(facts(changed))).toEqual(await writeSignaturePdf(facts(changed)));
  expect(await signaturePaper(facts(changed))).not.toEqual(paper);
});

it("is forgotten when others follow, and tried anew after it failed", async () => {
  const first = await signaturePaper(facts(record("Eva")));
  for (let patron = 0; patron < PAPERS_KEPT; patron += 1) await signaturePaper(facts(record(`Patron ${patron}`)));
  expect(await signaturePaper(facts(record("Eva")))).not.toBe(first);

  const broken = { ...facts(record("Eva")), timeZone: "Nowhere/At_All" };
  const failing = signaturePaper(broken);
  await expect(failing).rejects.toThrow();
  const again = signaturePaper(broken);
  expect(again).not.toBe(failing);
  await expect(again).rejects.toThrow();
});
