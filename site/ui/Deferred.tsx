import type { ComponentType, FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";

import { LoadFailure } from "./LoadFailure.tsx";

const NOT_LOADED = { title: "This part did not load", detail: "Check the signal and try again." };

interface Props<P extends object> {
  readonly load: () => Promise<ComponentType<P>>;
  readonly props: P;
  /** Shows nothing until it is there. */
  readonly quiet?: boolean;
}

/** Shows a screen whose code is loaded when it is first opened. `load` must be the same function at each rendering. */
export function Deferred<P extends object>({ load, props, quiet = false }: Props<P>) {
  const [state, setState] = useState<{ screen?: ComponentType<P>; failed?: boolean }>({});
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    setState({});
    load().then(
      (screen) => {
        setState({ screen });
      },
      () => {
        setState({ failed: true });
      },
    );
  }, [load, turn]);
  if (state.failed === true)
    return (
      <LoadFailure
        failure={NOT_LOADED}
        onRetry={() => {
          setTurn(turn + 1);
        }}
      />
    );
  if (state.screen === undefined)
    return quiet ? null : <div class="skeleton skeleton-card" role="status" aria-label="Loading" />;
  return <state.screen {...props} />;
}

/** Makes a component whose code is loaded when it is first shown. */
export function defer<P extends object>(load: () => Promise<ComponentType<P>>): FunctionComponent<P> {
  return (props) => <Deferred load={load} props={props} quiet />;
}
