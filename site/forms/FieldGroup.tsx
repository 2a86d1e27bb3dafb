import type { ComponentChildren } from "preact";

interface Props {
  readonly legend: string;
  /** The id of what is read with the name, such as what is wrong. */
  readonly describedBy?: string | undefined;
  readonly children: ComponentChildren;
}

/**
 * Puts fields under a name that is read with each of them. Engines agree on where a legend goes only in a plain fieldset: what is
 * drawn stands around it, what is arranged is its content.
 */
export function FieldGroup({ legend, describedBy, children }: Props) {
  return (
    <fieldset aria-describedby={describedBy}>
      <legend>{legend}</legend>
      <div class="fields">{children}</div>
    </fieldset>
  );
}
