import type { BrokenCharter } from "../../rules/contract/api/broken.ts";
import { slugLabel } from "../labels.ts";
import { WHAT_TO_DO } from "../ui/Unread.tsx";

/** Stands where a charter stood that cannot be read: that it sails is known, and hardly anything else. */
export function BrokenLine({ charter: { slug } }: { readonly charter: BrokenCharter }) {
  return (
    <section class="card broken-line" aria-label={slugLabel(slug)}>
      <div class="line-head">
        <h3>{slugLabel(slug)}</h3>
        <span class="badge badge-bad">Cannot be read</span>
      </div>
      <p>This charter is on the calendar, and cannot be shown. {WHAT_TO_DO} Payments for it can still be logged.</p>
    </section>
  );
}
