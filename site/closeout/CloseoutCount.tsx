import { useState } from "preact/hooks";

import type { CloseoutResponse } from "../../rules/contract/api/closeout.ts";
import { useApp } from "../context.ts";
import { CountForm, type CountProps } from "./CountForm.tsx";
import { Expected } from "./Expected.tsx";

/** Shows the cash each crew member should have; an admin enters what was counted and closes the day, and may count once more. */
export function CloseoutCount({ data, names, onClosed, onMoved }: CountProps) {
  const { account } = useApp();
  if (account.role === "admin") return <AdminCount data={data} names={names} onClosed={onClosed} onMoved={onMoved} />;
  return (
    <section class="card stack" aria-label="Your cash">
      <h2>Your cash</h2>
      {data.crew.map((member) => (
        <Expected key={member.crew} member={member} currency={data.currency} name="You should have" />
      ))}
      <p class="hint">An admin counts it with you and closes the day.</p>
    </section>
  );
}

/** Once the day is closed, another count is asked for before it is there. */
function AdminCount({ data, names, onClosed, onMoved }: CountProps) {
  const [again, setAgain] = useState(false);
  if (data.closeouts.length > 0 && !again) {
    return (
      <div>
        <button
          type="button"
          class="button"
          onClick={() => {
            setAgain(true);
          }}
        >
          Count again
        </button>
      </div>
    );
  }
  const closed = (answer: CloseoutResponse): void => {
    setAgain(false);
    onClosed(answer);
  };
  return <CountForm data={data} names={names} onClosed={closed} onMoved={onMoved} />;
}
