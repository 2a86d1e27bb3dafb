/** Drawn here, not taken from a font: a glyph that a phone lacks would leave a button empty. */
const PATHS = {
  back: "M15 5l-7 7 7 7",
  next: "M9 5l7 7-7 7",
  close: "M6 6l12 12M18 6L6 18",
  check: "M5 12.5l5 5L19 7",
  plus: "M12 5v14M5 12h14",
  open: "M12 5a7 7 0 1 0 .01 0",
  edit: "M5 19l1-4L16 5l3 3L9 18z",
  mail: "M4 6h16v12H4zM4 7l8 6 8-6",
  menu: "M4 7h16M4 12h16M4 17h16",
  more: "M4.5 12a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0M11.5 12a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0M18.5 12a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0",
  down: "M6 9l6 6 6-6",
} as const;

/** Draws a small sign beside, or in place of, words that say the same. */
export function Icon({ name }: { readonly name: keyof typeof PATHS }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
