import { describe, expect, it } from "vitest";

import { smsLink, whatsAppLink } from "../../site/ui/messageLinks.ts";
import { invitationText } from "../../site/waiverLink/invitation.ts";
import { charter } from "./support.ts";

describe("A message with the waiver's link", () => {
  it("says which charter, when, and what to do", () => {
    const said = invitationText(charter()).replaceAll("\u202f", " ");
    expect(said).toBe(
      "Please sign the waiver for Jane’s afternoon charter, Sat, May 23, 2026, 2:00 PM. It takes a minute:",
    );
    expect(invitationText(charter({ starts_at: "", title: "Birthday & cake" }))).toBe(
      "Please sign the waiver for Birthday & cake, Sat, May 23, 2026. It takes a minute:",
    );
  });

  it("opens in messages and in WhatsApp whole, whatever it holds", () => {
    const text = "Cake & wine? 100 %: https://charters.example/g/2026-05-23-jane-afternoon/waiver";
    const carried = [
      new URL(whatsAppLink(text)).searchParams.get("text"),
      new URLSearchParams(smsLink(text).slice("sms:?".length)).get("body"),
    ];
    expect(carried).toEqual([text, text]);
  });
});
