import type { BrokenCharter } from "../../rules/contract/api/broken.ts";
import { titleOfSlug } from "../../rules/charter/title.ts";
import { dayAndMonth, slugLabel } from "../labels.ts";
import { Link } from "../ui/Link.tsx";
import { WHAT_TO_DO } from "../ui/Unread.tsx";

/** Stands where a charter stood that cannot be read: that it sails is known, and hardly anything else. */
export function BrokenLine({
  charter: { slug, date },
  today,
}: {
  readonly charter: BrokenCharter;
  readonly today: string;
}) {
  return (
    <section class="card stack" aria-label={slugLabel(slug)}>
      <div class="line-head">
        <div>
          <h3>
            <Link class="line-link" to={{ name: "charter", slug }}>
              {titleOfSlug(slug)}
            </Link>
          </h3>
          {date !== today && <p class="hint">{dayAndMonth(date)}</p>}
        </div>
        <span class="badge badge-bad">Cannot be read</span>
      </div>
      <p class="hint">
        Its own page shows what can be read of it, and takes all that does not need the rest. {WHAT_TO_DO}
      </p>
    </section>
  );
}
