import { isSigningOut } from "../device/signingOut.ts";
import { registerSync } from "./backgroundSync.ts";
import { writeBoard } from "./board.ts";
import { endRest } from "./connection.ts";
import type { Store } from "./database.ts";
import { show, showEverywhere, type Desk } from "./desk.ts";
import { QUEUE_NAME } from "../device/names.ts";
import { keepTold } from "./keptAnswers.ts";
import { delayAfter, type Verdict } from "./queue.ts";
import { isWord } from "./entry.ts";
import { showSent } from "./sent.ts";
import { postWrite, sendRound, type RoundEnd } from "./sender.ts";

/** Makes what sends all that can be sent, now, and again by itself while something must wait. */
export function makeRounds(desk: Desk): () => Promise<void> {
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function push(): Promise<void> {
    clearTimeout(timer);
    const { end, verdicts } = await runRound(desk);
    await plan(end);
    // Where another page has sent meanwhile, this one must not show its entries still.
    await (verdicts.length > 0 ? showEverywhere : show)(desk);
    if (!verdicts.includes("sent") && !verdicts.includes("refused")) return;
    // The server is there: whatever of before is still shown says so once it is read again.
    writeBoard({ keptAt: undefined });
    desk.listener.onNews();
  }
  /** Tries again by itself: here after a while, and by the browser once there is a network, also when no page is open. */
  async function plan(end: RoundEnd): Promise<void> {
    failures = end === "later" ? failures + 1 : 0;
    if (end !== "later") {
      writeBoard({ unanswered: false });
      return;
    }
    clearTimeout(timer);
    timer = setTimeout(() => {
      push().catch(() => undefined);
    }, delayAfter(failures));
    writeBoard({ sendsClosed: await registerSync() });
  }
  return push;
}

/** One page of the device sends at a time. Whoever waits for a write hears what became of it, unless that is still open. */
async function runRound({
  store,
  listener,
  awaited,
  patience,
  channel,
}: Desk): Promise<{ end: RoundEnd; verdicts: readonly Verdict["kind"][] }> {
  const verdicts: Verdict["kind"][] = [];
  const end = await navigator.locks.request(QUEUE_NAME, () =>
    sendRound({
      store: unlessSigningOut(store),
      post: postWrite,
      keep: (write, answer) => keepTold(write, answer, new Date()),
      onAnswer: (entry, verdict, result) => {
        const { write } = entry;
        verdicts.push(verdict.kind);
        if (verdict.kind === "sent") showSent([entry]);
        const unanswered = verdict.kind === "later" && verdict.far;
        writeBoard({ unanswered });
        if (!unanswered) {
          patience.answered();
          endRest();
        }
        if (result.ok && isWord(write)) {
          const answered = { write, answer: result.data };
          listener.onAnswered?.(answered);
          channel.postMessage(answered);
        }
        if (verdict.kind !== "later") awaited.get(write.id)?.(result);
        if (verdict.kind === "signed-out") listener.onSignedOut();
        if (verdict.kind === "not-theirs") listener.onSomebodyElse();
      },
    }),
  );
  return { end, verdicts };
}

/** Until the server has heard that somebody signed out, what they did must not go under the session that they have left. */
function unlessSigningOut(store: Store): Store {
  return { ...store, account: () => (isSigningOut() ? Promise.resolve(null) : store.account()) };
}
