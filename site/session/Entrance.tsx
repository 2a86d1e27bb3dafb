import type { ComponentChildren } from "preact";

import { ownFile } from "../device/names.ts";

interface Props {
  readonly title: string;
  readonly hint: string;
  readonly children: ComponentChildren;
}

/** The card on which somebody is who is not in yet. */
export function Entrance({ title, hint, children }: Props) {
  return (
    <main class="page sign-in" id="main" tabIndex={-1}>
      <div class="card stack">
        <img src={ownFile("favicon.svg")} width="56" height="56" alt="" />
        <div>
          <h1>{title}</h1>
          <p class="hint">{hint}</p>
        </div>
        {children}
      </div>
    </main>
  );
}
