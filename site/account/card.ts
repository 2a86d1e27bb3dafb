import type { AccountResponse } from "../../rules/contract/api/account.ts";
import type { Run } from "./useConfirmed.ts";

/** What each card of the account is given. */
export interface CardProps {
  readonly own: AccountResponse;
  readonly busy: boolean;
  readonly run: Run;
  readonly put: (own: AccountResponse) => void;
  readonly reload: () => void;
}

/** What a change of the ways in does besides: the server ends every other session. */
export const OTHERS_END = "Your other devices have to sign in again.";
