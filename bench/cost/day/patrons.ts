import { randomUUID } from "node:crypto";

import type { SignRequest } from "../../../rules/contract/api/waiver.ts";
import { waiverPath } from "../../../rules/contract/slug.ts";
import { toPath } from "../../../site/waiver/strokes.ts";
import { signWaiver } from "./people.ts";
import type { Phone } from "./phone.ts";

export const PATRONS = ["Jane Porter", "Sam Okafor", "Mia Chen", "Leo Alvarez", "José Rivera", "Ruth Lindqvist"];
/** How many look at the waiver once more after signing. */
export const RETURNING_PATRONS = 2;
/** How many give an address, to have the signed waiver by mail. */
export const COPIES = 3;

/** Gets the link, reads the waiver and signs it; `turn` counts the patrons. */
export async function patronSigns(phone: Phone, slug: string, name: string, turn: number): Promise<void> {
  await phone.preview(waiverPath(slug));
  const page = await phone.open(waiverPath(slug));
  await signWaiver(phone, slug, fillIn(page, name, turn));
  if (turn < RETURNING_PATRONS) await phone.open(waiverPath(slug));
}

function fillIn(page: string, participant: string, turn: number): SignRequest {
  const fact = (name: string): string => new RegExp(`data-${name}="([^"]*)"`).exec(page)?.[1] ?? "";
  return {
    id: randomUUID(),
    waiver_version: fact("version"),
    text_sha256: fact("text-sha256"),
    language: "en",
    participants: [{ name: participant, birth_date: "1988-04-12" }],
    signer: { name: participant, relationship: null },
    email: turn < COPIES ? `patron${turn}@example.com` : null,
    emergency_contact: { name: "Ana Ashore", phone: "(305) 555-0142" },
    place: "own-device",
    consent: true,
    signed_at: new Date().toISOString(),
    signature: turn % 2 === 0 ? { method: "typed", text: participant } : { method: "drawn", path: drawnName() },
  };
}

/** Three strokes of fifty points: what a finger leaves in two or three seconds. */
function drawnName(): string {
  return toPath(
    [0, 1, 2].map((stroke) =>
      Array.from({ length: 50 }, (_, at) => ({
        x: 60 + stroke * 160 + at * 3,
        y: 100 + Math.round(60 * Math.sin(at / 4 + stroke)),
      })),
    ),
  );
}
