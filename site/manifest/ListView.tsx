import { Field } from "../forms/Field.tsx";
import { FILTERS, type Filter, type View } from "./shownLines.ts";

const FILTER_LABELS: Readonly<Record<Filter, string>> = {
  all: "All",
  ashore: "Ashore",
  aboard: "Aboard",
  unsigned: "Not signed",
};

interface Props {
  readonly view: View;
  readonly counts: Readonly<Record<Filter, number>>;
  /** Whether people go aboard: before that they are all ashore, which says nothing. */
  readonly boards: boolean;
  readonly onView: (view: View) => void;
}

/** Finds somebody in a long list: by name, and by what is still to do about them. */
export function ListView({ view, counts, boards, onView }: Props) {
  const filters = FILTERS.filter((filter) => boards || filter === "all" || filter === "unsigned");
  const change = (part: Partial<View>): void => {
    onView({ ...view, held: new Set(), ...part });
  };
  return (
    <div class="list-view stack no-print">
      <Field label="Find a patron">
        {(wiring) => (
          <input
            {...wiring}
            type="search"
            autocomplete="off"
            enterkeyhint="search"
            value={view.search}
            onInput={(event) => {
              change({ search: event.currentTarget.value });
            }}
          />
        )}
      </Field>
      <div class="row" role="group" aria-label="Show">
        {filters.map((filter) => (
          <button
            key={filter}
            type="button"
            class="button pill"
            aria-pressed={view.filter === filter}
            onClick={() => {
              change({ filter });
            }}
          >
            {FILTER_LABELS[filter]} {counts[filter]}
          </button>
        ))}
      </div>
    </div>
  );
}
