import type { Language } from "../../rules/words/language.ts";
import type { Period } from "../../rules/contract/slug.ts";
import type { ShownText } from "../../rules/waiver/text.ts";
import type { Dock } from "../company/inForce.ts";

/** What the waiver page shows. */
export interface WaiverPageView {
  /** The site build whose script and style sheet this page was made with. */
  readonly slot: string;
  readonly slug: string;
  readonly companyName: string;
  readonly language: Language;
  /** On the crew's device at the dock, one person after the other. */
  readonly kiosk: boolean;
  /** When signing closes, in the page's words. */
  readonly closes: string;
  /** The company's: the times on every paper are the dock's. */
  readonly timeZone: string;
  /** Where the charter begins. */
  readonly dock: Dock;
  readonly charter: { readonly date: string; readonly period: Period; readonly title: string };
  /** Its language may differ from the page's, where it is not translated. */
  readonly text: ShownText;
  /** Of the text as shown, in lower-case hex. */
  readonly textSha256: string;
}
