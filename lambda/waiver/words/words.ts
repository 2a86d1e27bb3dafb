import type { ScriptWords } from "../../../rules/contract/api/waiverWords.ts";
import type { Period } from "../../../rules/contract/slug.ts";

/** A page in the place of the waiver: what happened, and what to do. */
export interface PlainPage {
  readonly title: string;
  readonly text: string;
  readonly steps: readonly string[];
}

/** A field's label, and the sentence below it where there is one. */
export interface FieldWords {
  readonly label: string;
  readonly hint: string;
}

/** All that the waiver page says apart from the waiver itself, in one language. Plain text; places such as `{company}`. */
export interface WaiverWords {
  /** How dates are written. */
  readonly locale: string;
  /** The order of a date of birth as people of this language say it. */
  readonly dateOrder: readonly ("month" | "day" | "year")[];
  readonly languageName: string;
  readonly languages: string;
  readonly waiver: string;
  /** `{name}` and `{period}`. */
  readonly charter: string;
  readonly periods: Readonly<Record<Period, string>>;
  readonly lead: string;
  /** `{when}`: until when the page can be signed. */
  readonly closes: string;
  readonly toSigning: string;
  /** A link to a map, where the dock has no address in words. */
  readonly map: string;
  readonly version: string;
  /** Shown where the text itself is in another language than the page. */
  readonly foreignText: string;
  readonly noScript: string;
  readonly form: FormWords;
  readonly confirmation: string;
  readonly notFound: PlainPage;
  readonly canceled: PlainPage;
  /** `{when}` in its text. */
  readonly closed: PlainPage;
  /** `{when}`: since when it is closed, or from when on another try is worth it. `{date}`: the day that it was moved to. */
  readonly refusals: Readonly<
    Record<
      | "canceled"
      | "moved"
      | "movedKiosk"
      | "closed"
      | "closedKiosk"
      | "outdated"
      | "throttledPlace"
      | "throttledCharter"
      | "throttledUntilClosed"
      | "signing"
      | "taken",
      { readonly title: string; readonly detail: string }
    >
  >;
  readonly script: ScriptWords;
}

export interface FormWords {
  readonly title: string;
  readonly signer: string;
  readonly name: FieldWords;
  readonly sailing: string;
  readonly birth: FieldWords;
  readonly dateParts: Readonly<
    Record<"month" | "day" | "year", { readonly label: string; readonly placeholder: string }>
  >;
  readonly minor: { readonly title: string; readonly text: string; readonly button: string };
  readonly children: {
    readonly title: string;
    readonly hint: string;
    readonly add: string;
    readonly remove: string;
    readonly undo: string;
    readonly name: string;
    readonly birth: string;
  };
  readonly relationship: { readonly legend: string; readonly hint: string; readonly choices: readonly string[] };
  readonly contact: { readonly title: string; readonly hint: string; readonly name: string; readonly phone: string };
  readonly email: FieldWords;
  readonly signature: {
    readonly title: string;
    readonly hint: string;
    readonly type: string;
    readonly draw: string;
    readonly typed: string;
    readonly pad: string;
    readonly undo: string;
    readonly clear: string;
  };
  readonly agree: string;
  readonly electronic: { readonly title: string; readonly text: string; readonly consent: string };
  readonly submit: string;
}
