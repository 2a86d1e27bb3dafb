import type { ComponentType, FunctionComponent } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";

import { LoadFailure } from "./LoadFailure.tsx";

const NOT_LOADED = { title: "This part did not load", detail: "Check the signal and try again." };

interface Props<P extends object> {
  readonly load: () => Promise<ComponentType<P>>;
  readonly props: P;
  /** Shows nothing until it is there. */
  readonly quiet?: boolean;
}

interface State<P extends object> {
  /** What it was loaded by: another screen's props are not for this one. */
  readonly by: Props<P>["load"];
  readonly screen: ComponentType<P> | undefined;
}

/** Shows a screen whose code is loaded when it is first opened. `load` must be the same function at each rendering. */
export function Deferred<P extends object>({ load, props, quiet = false }: Props<P>) {
  const [loaded, setLoaded] = useState<State<P>>();
  const [turn, setTurn] = useState(0);
  // Before the screen is drawn: a part that is here already is shown at once, and nothing in its place.
  useLayoutEffect(() => {
    let wanted = true;
    const show = (screen?: ComponentType<P>): void => {
      if (wanted) setLoaded({ by: load, screen });
    };
    setLoaded(undefined);
    load().then(show, () => {
      show();
    });
    return () => {
      wanted = false;
    };
  }, [load, turn]);
  if (loaded?.by !== load)
    return quiet ? null : <div class="skeleton skeleton-card" role="status" aria-label="Loading" />;
  if (loaded.screen === undefined)
    return (
      <LoadFailure
        failure={NOT_LOADED}
        onRetry={() => {
          setTurn(turn + 1);
        }}
      />
    );
  return <loaded.screen {...props} />;
}

/** Makes a component whose code is loaded when it is first shown. */
export function defer<P extends object>(load: () => Promise<ComponentType<P>>): FunctionComponent<P> {
  return (props) => <Deferred load={load} props={props} quiet />;
}
