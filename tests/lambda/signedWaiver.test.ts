import { beforeEach, describe, expect, it } from "vitest";

import { signatureKey } from "../../lambda/charter/signatureRecord.ts";
import { toResult } from "../../lambda/functionUrl.ts";
import { signedWaiverPath } from "../../rules/contract/api/paths/events.ts";
import { createCharter, signature } from "./support/charter.ts";
import { idOf, readProblem } from "./support/harness.ts";
import { readMails } from "./support/mime.ts";
import { useHarness } from "./support/useHarness.ts";

const { harness, admin, crew, nobody: patron } = useHarness();

beforeEach(() => {
  harness.gmail.mails.length = 0;
});

async function sign(title: string) {
  const slug = await createCharter(admin, { title });
  const signed = signature(title, { id: idOf(title) });
  expect((await patron.send("POST", `/g/${slug}/waiver`, signed)).status).toBe(201);
  return { slug, signed };
}

describe("A signed waiver", () => {
  it("is opened by an admin, and is the very PDF that was mailed", async () => {
    const { slug, signed } = await sign("Opened");
    const response = await harness.app.request(signedWaiverPath(slug, signed), { headers: { cookie: admin.cookie } });
    const result = await toResult(response);

    expect(result).toMatchObject({ statusCode: 200, isBase64Encoded: true });
    expect(result.headers).toMatchObject({
      "content-type": "application/pdf",
      "content-disposition": `inline; filename="waiver-${slug}-${signed.id.slice(0, 8)}.pdf"`,
      "cache-control": "no-store",
    });
    const [mailed] = (await readMails(harness.gmail.mails)).flatMap(({ files }) => files);
    expect(Buffer.from(result.body, "base64")).toEqual(Buffer.from(mailed?.bytes ?? []));
  });

  it("is not shown to the crew, as it has dates of birth, nor where there is none", async () => {
    const { slug, signed } = await sign("Closed");
    expect((await crew.send("GET", signedWaiverPath(slug, signed))).status).toBe(403);
    const other = await createCharter(admin, { title: "Another" });
    for (const path of [
      signedWaiverPath(other, signed),
      signedWaiverPath(slug, { ...signed, id: idOf("nobody's") }),
      signedWaiverPath(slug, { ...signed, signed_at: "2026-05-23T00:00:00.000Z" }),
      signedWaiverPath(slug, { ...signed, signed_at: "" }),
      signedWaiverPath(slug, { ...signed, id: "x" }),
    ])
      expect(readProblem(await admin.send("GET", path)), path).toMatchObject({ status: 404 });
  });

  it("that a newer version took is said to be kept", async () => {
    const { slug, signed } = await sign("Newer");
    await harness.services.table.update(signatureKey(slug, signed), {
      set: [["signature", { method: "voice", recording: "…" }]],
    });
    const problem = readProblem(await admin.send("GET", signedWaiverPath(slug, signed)));
    expect(problem).toMatchObject({ status: 409, title: "This version cannot show that waiver" });
  });
});
