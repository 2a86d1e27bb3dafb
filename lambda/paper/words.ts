import type { Language } from "../../rules/words/language.ts";

/** What the copy of a signed waiver says besides the waiver and what was entered, in one language. */
export interface PaperWords {
  readonly title: string;
  readonly charter: string;
  readonly participants: string;
  readonly one: { readonly adult: string; readonly minor: string };
  readonly signer: string;
  readonly signs: { readonly self: string; readonly other: string; readonly both: string };
  readonly contact: string;
  readonly deviceTime: string;
  readonly serverTime: string;
  /** By an outside clock, whose owner's name stands below. */
  readonly stampTime: string;
  readonly place: string;
  readonly places: Readonly<Record<"own-device" | "kiosk", string>>;
  /** The crew's device, by its own word alone. */
  readonly saidKiosk: string;
  readonly copy: string;
  readonly address: string;
  readonly device: string;
  readonly record: string;
  /** Said where the record has letters that no font here can draw. */
  readonly spelled: string;
  readonly version: string;
  readonly languages: Readonly<Record<Language, string>>;
  readonly agreed: string;
  readonly signature: string;
  readonly typed: string;
  readonly drawn: string;
  readonly page: string;
  readonly recordHash: string;
  readonly textHash: string;
}

const EN: PaperWords = {
  title: "Signed waiver",
  charter: "Charter",
  participants: "Participants",
  one: { adult: "{name}, born {birth}, adult", minor: "{name}, born {birth}, under 18 on the day of the charter" },
  signer: "Signed by",
  signs: {
    self: "{name}, for themself",
    other: "{name} ({relationship}), for {names}",
    both: "{name} ({relationship}), for themself and for {names}",
  },
  contact: "Emergency contact",
  deviceTime: "Signed, by the device’s clock",
  serverTime: "Received, by our clock",
  stampTime: "Stamped, by an outside clock",
  place: "Where",
  places: { "own-device": "On the signer’s own device", kiosk: "On the crew’s device at the dock" },
  saidKiosk: "On a device that said it was the crew’s; nobody of the crew was signed in on it",
  copy: "Copy by email to",
  address: "Network address",
  device: "Browser",
  record: "Signature no.",
  spelled:
    "Letters that this copy cannot draw stand in brackets by their Unicode numbers, such as [U+6E21]. The record has them as they were entered.",
  version: "Version {version}, {language}",
  languages: { en: "English", es: "Spanish" },
  agreed: "Agreed to",
  signature: "Signature",
  typed: "Typed by the signer",
  drawn: "Drawn by the signer",
  page: "Page {page} of {pages}",
  recordHash: "Record SHA-256 {hash}",
  textHash: "Text SHA-256 {hash}",
};

const ES: PaperWords = {
  title: "Documento firmado",
  charter: "Paseo",
  participants: "Participantes",
  one: {
    adult: "{name}, nacimiento: {birth}, mayor de edad",
    minor: "{name}, nacimiento: {birth}, menor de 18 años el día del paseo",
  },
  signer: "Firmado por",
  signs: {
    self: "{name}, por su propia persona",
    other: "{name} ({relationship}), por {names}",
    both: "{name} ({relationship}), por su propia persona y por {names}",
  },
  contact: "Contacto de emergencia",
  deviceTime: "Firmado, según el reloj del dispositivo",
  serverTime: "Recibido, según nuestro reloj",
  stampTime: "Sellado, según un reloj externo",
  place: "Lugar",
  places: {
    "own-device": "En el dispositivo de quien firma",
    kiosk: "En el dispositivo de la tripulación, en el muelle",
  },
  saidKiosk: "En un dispositivo que dijo ser de la tripulación; nadie de ella tenía la sesión iniciada en él",
  copy: "Copia por correo a",
  address: "Dirección de red",
  device: "Navegador",
  record: "Firma n.º",
  spelled:
    "Las letras que esta copia no puede dibujar aparecen entre corchetes con su número Unicode, como [U+6E21]. El registro las guarda tal como se escribieron.",
  version: "Versión {version}, {language}",
  languages: { en: "inglés", es: "español" },
  agreed: "Aceptado",
  signature: "Firma",
  typed: "Escrita por quien firma",
  drawn: "Dibujada por quien firma",
  page: "Página {page} de {pages}",
  recordHash: "SHA-256 del registro {hash}",
  textHash: "SHA-256 del texto {hash}",
};

/** Gives the words of a language. */
export function paperWords(language: Language): PaperWords {
  return { en: EN, es: ES }[language];
}
