import { dialNumber, extensionOf } from "../../rules/people/phone.ts";

/** Calls a number as people write it, and dials its extension once it is answered. RFC 3966. */
export function telLink(phone: string): string {
  const extension = extensionOf(phone);
  return `tel:${dialNumber(phone)}${extension === undefined ? "" : `;ext=${extension}`}`;
}

/** Opens the phone's own messages with the text filled in; to whom, is chosen there where no number is given. RFC 5724; `&` is what iOS asks for, and Android takes. */
export function smsLink(text: string, number = ""): string {
  return `sms:${number}?&body=${encodeURIComponent(text)}`;
}

/** The same in WhatsApp. Source: WhatsApp's help, "How to use click to chat". */
export function whatsAppLink(text: string): string {
  return `https://wa.me/?text=${encodeURIComponent(text)}`;
}
