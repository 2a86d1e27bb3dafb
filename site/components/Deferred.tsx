import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

import { LoadFailure } from "./LoadFailure.tsx";

const NOT_LOADED = { title: "This part did not load", detail: "Check the signal and try again." };

/** Shows a screen whose code is loaded when it is first opened. `load` must be the same function at each rendering. */
export function Deferred<P extends object>({ load, props }: { readonly load: () => Promise<ComponentType<P>>; readonly props: P }) {
  const [state, setState] = useState<{ screen?: ComponentType<P>; failed?: boolean }>({});
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    setState({});
    load().then((screen) => { setState({ screen }); }, () => { setState({ failed: true }); });
  }, [load, turn]);
  if (state.failed === true) return <LoadFailure failure={NOT_LOADED} onRetry={() => { setTurn(turn + 1); }} />;
  if (state.screen === undefined) return <div class="skeleton skeleton-card" role="status" aria-label="Loading" />;
  return <state.screen {...props} />;
}
