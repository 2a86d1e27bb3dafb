import { Icon } from "./Icon.tsx";
import { useMenu } from "./useMenu.ts";

/** What can be done, by the words of its button. */
export interface Action {
  readonly label: string;
  readonly run: () => void;
}

interface Props {
  /** Names the menu to who does not see where it stands. */
  readonly label: string;
  readonly actions: readonly Action[];
}

/** Keeps what is seldom done behind one button; nothing where there is nothing to do. */
export function ActionMenu({ label, actions }: Props) {
  const { choose, wiring } = useMenu();
  if (actions.length === 0) return null;
  return (
    <details class="menu no-print" {...wiring}>
      <summary class="button button-plain icon-button" aria-label={label}>
        <Icon name="more" />
      </summary>
      <div class="menu-panel">
        {actions.map(({ label, run }) => (
          <button
            key={label}
            type="button"
            class="button"
            onClick={() => {
              choose();
              run();
            }}
          >
            {label}
          </button>
        ))}
      </div>
    </details>
  );
}
