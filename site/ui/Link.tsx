import type { ComponentChildren } from "preact";

import { useApp } from "../context.ts";
import { hrefOf, type Route } from "../routing/router.ts";

interface Props {
  readonly to: Route;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** Links to a screen: a real link, followed without loading the page again. */
export function Link({ to, children, ...rest }: Props) {
  const { go } = useApp();
  function follow(event: MouseEvent): void {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(to);
  }
  return (
    <a {...rest} href={hrefOf(to)} onClick={follow}>
      {children}
    </a>
  );
}
