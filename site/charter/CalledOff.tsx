import { presentCallOff, unsettled } from "../../rules/charter/calledOff.ts";
import type { EventDetail } from "../../rules/contract/api/event.ts";
import { lookUp } from "../../rules/contract/newer.ts";
import { formatMoney } from "../../rules/money/money.ts";
import { useApp } from "../context.ts";
import { momentLabel, whenOf } from "../labels.ts";
import { Unreached } from "./Unreached.tsx";
import { unreachedBy } from "./told.ts";

interface Props {
  readonly event: EventDetail;
  /** Somebody wants another end for the money. */
  readonly onChange: () => void;
}

/** Says of a charter that is called off why, what is to be done with the money, and whom no mail has reached. */
export function CalledOff({ event, onChange }: Props) {
  const { account, company } = useApp();
  const off = presentCallOff(event);
  if (off === undefined) return null;
  const { at: called } = off;
  const unreached = unreachedBy(off, event.manifest);
  const money = moneyLine(event);
  return (
    <>
      <p>
        {off.reason}
        <br />
        {off.name}, {momentLabel(called, company.time_zone)}.
      </p>
      {money !== undefined && (
        <p>
          <strong>{money.what}</strong> {money.todo}
        </p>
      )}
      <Unreached people={unreached} text={`Your charter on ${whenOf(event)} is called off. ${off.reason}`} />
      {account.role === "admin" && money !== undefined && (
        <div class="row no-print">
          <button type="button" class="button" onClick={onChange}>
            Change what happens
          </button>
        </div>
      )}
    </>
  );
}

function moneyLine(event: EventDetail): { readonly what: string; readonly todo: string } | undefined {
  const left = unsettled(event);
  if (left === undefined) return undefined;
  const sum = formatMoney(left.cents, event.currency);
  const todo = lookUp(TODO, left.money);
  if (todo === undefined)
    return { what: `${sum} is still on it.`, todo: "What becomes of it, a newer version of this program says." };
  return { what: `${todo.what}: ${sum}.`, todo: todo.todo };
}

const TODO = {
  refund: { what: "Refund due", todo: "Refund each payment in the ledger, and this line goes." },
  credit: { what: "Credit", todo: "Move the charter when they have chosen another day." },
};
