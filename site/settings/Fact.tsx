import type { ComponentChildren } from "preact";

interface Props {
  readonly name: string;
  /** Whose word it is, where no admin has set it. */
  readonly from?: string | undefined;
  readonly children: ComponentChildren;
}

/** One line of a list of facts. */
export function Fact({ name, from, children }: Props) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {children}
        {from !== undefined && <span class="hint"> {from}</span>}
      </dd>
    </div>
  );
}
