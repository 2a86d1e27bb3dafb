import * as v from "valibot";

import { Id } from "../../rules/contract/api/fields.ts";
import { SIGNED_AT } from "../../rules/contract/api/parameters.ts";
import { isSlug } from "../../rules/contract/slug.ts";
import { isSignatureKey, signatureKey } from "../charter/signatureRecord.ts";
import type { Call } from "../http/route.ts";
import { notFound, ProblemError } from "../problem.ts";
import type { Services } from "../services.ts";
import { paperName, writeSignedPaper } from "./signedPaper.ts";

const Asked = v.object({ slug: v.pipe(v.string(), v.check(isSlug)), id: Id, signed_at: SIGNED_AT.schema });

/** Shows a signed waiver as the PDF that whoever signed it was mailed. */
export async function getSignedWaiver(services: Services, call: Call): Promise<Response> {
  const asked = v.safeParse(Asked, { ...call.req.param(), signed_at: call.req.query("signed_at") });
  if (!asked.success) throw signatureNotFound();
  const key = signatureKey(asked.output.slug, asked.output);
  const item = isSignatureKey(key.timestamp) ? await services.table.get(key) : undefined;
  if (item === undefined) throw signatureNotFound();
  const paper = await writeSignedPaper(services, key, item);
  if (!paper.ok) throw newerSignature();
  return call.body(new Uint8Array(paper.bytes), 200, {
    "content-type": "application/pdf",
    "content-disposition": `inline; filename="${paperName(paper.record)}"`,
  });
}

function signatureNotFound(): ProblemError {
  return notFound("There is no such signature", "Reload the charter: its list names every one that there is.");
}

function newerSignature(): ProblemError {
  return new ProblemError(
    409,
    "conflict",
    "This version cannot show that waiver",
    "It is kept whole, and a newer version shows it. Ask whoever runs the system when that will be back.",
  );
}
