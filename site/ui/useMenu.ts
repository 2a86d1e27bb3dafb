import { useEffect, useRef } from "preact/hooks";

/**
 * Makes a menu of a `details`: it closes by Escape, by whatever is chosen of it, by a tap beside it, and when the focus leaves
 * it. Safari focuses no button that is tapped, so the focus alone would not tell.
 */
export function useMenu() {
  const menu = useRef<HTMLDetailsElement>(null);
  const close = (): void => {
    if (menu.current) menu.current.open = false;
  };
  const isOutside = (target: EventTarget | null): boolean =>
    target instanceof Node && menu.current?.contains(target) === false;
  const focusSummary = (): void => {
    menu.current?.querySelector("summary")?.focus();
  };
  useEffect(() => {
    const tap = ({ target }: Event): void => {
      if (isOutside(target)) close();
    };
    document.addEventListener("pointerdown", tap);
    return () => {
      document.removeEventListener("pointerdown", tap);
    };
  }, []);
  const onFocusOut = ({ relatedTarget }: FocusEvent): void => {
    if (isOutside(relatedTarget)) close();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !menu.current?.open) return;
    close();
    focusSummary();
  };
  /** Closes it, with the focus where a dialog that is opened next gives it back to. */
  const choose = (): void => {
    close();
    focusSummary();
  };
  return { close, choose, wiring: { ref: menu, onFocusOut, onKeyDown } } as const;
}
