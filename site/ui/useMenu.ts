import { useRef } from "preact/hooks";

/** Makes a menu of a `details`: it closes by Escape, by whatever is chosen of it, and when the focus leaves it. */
export function useMenu() {
  const menu = useRef<HTMLDetailsElement>(null);
  const close = (): void => {
    if (menu.current) menu.current.open = false;
  };
  const onFocusOut = (event: FocusEvent): void => {
    if (event.relatedTarget instanceof Node && !menu.current?.contains(event.relatedTarget)) close();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !menu.current?.open) return;
    close();
    menu.current.querySelector("summary")?.focus();
  };
  return { close, wiring: { ref: menu, onFocusOut, onKeyDown } } as const;
}
