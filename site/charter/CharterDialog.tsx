import type { EventDetail } from "../../rules/contract/api/event.ts";
import type { Payment } from "../../rules/contract/api/payment.ts";
import { monthOf } from "../../rules/time/dates.ts";
import { BackDialog, DepartDialog } from "../departure/dialogs.ts";
import type { DockStep } from "../departure/GoLine.tsx";
import { LogPayment, RefundPayment, ReverseEntry, SendReceipt } from "../payments/dialogs.ts";
import { CallOff, DuplicateCharter, EditCharter, MoveCharter, ReopenCharter } from "./dialogs.ts";

/** The dialog that is open on a charter's page. */
export type OpenDialog =
  | { readonly name: "pay" | "edit" | "duplicate" | "call-off" | "reopen" | DockStep }
  | { readonly name: "move"; readonly reason?: string }
  | { readonly name: "refund" | "receipt"; readonly payment: Payment }
  | { readonly name: "reverse"; readonly entry: string };

interface Props {
  readonly open: OpenDialog;
  /** As the server last told it: what is edited. */
  readonly known: EventDetail;
  /** As it is shown, with what waits. */
  readonly event: EventDetail;
  readonly onClose: () => void;
  readonly put: (event: EventDetail) => void;
  readonly reload: () => void;
  /** They sail another day, for this reason. */
  readonly onMove: (reason: string) => void;
}

/** Shows the dialog that somebody opened on a charter's page. */
export function CharterDialog({ open, known, event, onClose, put, reload, onMove }: Props) {
  switch (open.name) {
    case "pay":
      return (
        <LogPayment month={monthOf(event.date)} slug={event.slug} known={event} onClose={onClose} onLogged={reload} />
      );
    case "edit":
      return <EditCharter event={known} onClose={onClose} onChanged={put} />;
    case "duplicate":
      return <DuplicateCharter event={known} onClose={onClose} />;
    case "move":
      return <MoveCharter event={known} reason={open.reason} onClose={onClose} />;
    case "call-off":
      return <CallOff event={known} onClose={onClose} onChanged={put} onMove={onMove} />;
    case "reopen":
      return <ReopenCharter event={known} onClose={onClose} onChanged={put} />;
    case "depart":
      return <DepartDialog event={event} onClose={onClose} onChanged={put} onStale={reload} />;
    case "back":
      return <BackDialog event={event} onClose={onClose} onChanged={put} />;
    case "refund":
      return <RefundPayment event={event} payment={open.payment} onClose={onClose} onLogged={reload} />;
    case "receipt":
      return <SendReceipt event={event} payment={open.payment} onClose={onClose} onSent={reload} />;
    case "reverse":
      return <ReverseEntry event={event} entry={open.entry} onClose={onClose} onLogged={reload} />;
  }
}
