import type { CallOffRequest } from "../../rules/contract/api/callOff.ts";
import type { CloseDayRequest } from "../../rules/contract/api/closeout.ts";
import type { BriefingRequest, DepartureRequest } from "../../rules/contract/api/departing.ts";
import type {
  AddPatronsRequest,
  ChangeEventRequest,
  ChangePatronRequest,
  CreateEventRequest,
} from "../../rules/contract/api/event.ts";
import type { MoveRequest } from "../../rules/contract/api/move.ts";
import type {
  LogPaymentRequest,
  RefundRequest,
  ReversalRequest,
  SendReceiptRequest,
} from "../../rules/contract/api/payment.ts";
import type { SignRequest } from "../../rules/contract/api/waiver.ts";
import type { Deeds } from "./deed.ts";

/** When it was really said; `at` is what the device's clock showed. */
interface Said {
  readonly said_at: string;
}

/** What a run knows of all that was done: what the records must agree with. It never reads them. */
export interface Book {
  readonly charters: Deeds<CreateEventRequest>;
  /** How many were said to come, after a charter was made; whatever became of saying it. */
  readonly parties: Deeds<Pick<ChangeEventRequest, "party">>;
  readonly moves: Deeds<MoveRequest>;
  readonly callOffs: Deeds<CallOffRequest>;
  readonly payments: Deeds<LogPaymentRequest & { readonly by: string }>;
  readonly refunds: Deeds<RefundRequest & { readonly by: string }>;
  readonly reversals: Deeds<ReversalRequest>;
  readonly receipts: Deeds<SendReceiptRequest>;
  /** A deed a patron. */
  readonly patrons: Deeds<AddPatronsRequest["patrons"][number] & Said & { readonly at: string }>;
  readonly changes: Deeds<ChangePatronRequest & Said & { readonly patron: string }>;
  readonly briefings: Deeds<BriefingRequest & Said>;
  readonly departures: Deeds<DepartureRequest>;
  /** `asked`: how often it may have been answered that a copy is on its way. */
  readonly signatures: Deeds<SignRequest & { readonly by: "honest" | "stranger" }>;
  readonly closeouts: Deeds<CloseDayRequest>;
}

/** Opens an empty book. */
export function openBook(): Book {
  return {
    charters: new Map(),
    parties: new Map(),
    moves: new Map(),
    callOffs: new Map(),
    payments: new Map(),
    refunds: new Map(),
    reversals: new Map(),
    receipts: new Map(),
    patrons: new Map(),
    changes: new Map(),
    briefings: new Map(),
    departures: new Map(),
    signatures: new Map(),
    closeouts: new Map(),
  };
}
