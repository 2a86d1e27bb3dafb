import { useState } from "preact/hooks";

import type { SessionResponse } from "../../rules/contract/api/session.ts";
import { explain } from "../api/failure.ts";
import { leave as leaveTyped } from "../forms/unsaved.ts";
import type { AppState } from "../context.ts";
import { readBoard } from "../offline/board.ts";
import type { Go } from "../routing/useRoute.ts";
import { signOut } from "../session/calls.ts";

interface Steps extends Pick<AppState, "client" | "announce"> {
  readonly go: Go;
  readonly take: (session: SessionResponse) => void;
  readonly leaveHere: () => void;
}

/** Signs out, on this device at once; whoever has work here that is not sent yet, or typed something, is asked first. */
export function useSignOut({ client, announce, go, take, leaveHere }: Steps) {
  const [asking, setAsking] = useState(false);
  async function leave(): Promise<void> {
    setAsking(false);
    // Where this browser can keep no note of it, the server has to hear of it first.
    announce({ tone: "warn", text: "Signing out…" });
    const result = await signOut(client, () => {
      announce(undefined);
      leaveHere();
      go({ name: "sign-in", next: "/" });
    });
    if (result === "let-go") return;
    if (!result.ok) {
      announce({ tone: "bad", text: `You are still signed in. ${explain(result).detail}` });
      return;
    }
    announce(undefined);
    take(result.data);
    go({ name: "sign-in", next: "/" });
  }
  const ask = (): void => {
    leaveTyped(() => {
      if (readBoard().entries.length > 0) setAsking(true);
      else void leave();
    });
  };
  const stay = (): void => {
    setAsking(false);
  };
  return { asking, ask, stay, leave: () => void leave() };
}
