import type { CloseDayRequest } from "../../rules/contract/api/closeout.ts";
import { invalidRequest } from "../http/body.ts";
import { idTaken, ProblemError } from "../problem.ts";
import type { CloseResult } from "./close.ts";

/** Makes the problem of a day that was not closed. */
export function closingRefused(refusal: Extract<CloseResult, { ok: false }>, request: CloseDayRequest): ProblemError {
  switch (refusal.reason) {
    case "id-taken":
      return idTaken();
    case "moved-on":
      return new ProblemError(
        409,
        "stale-revision",
        "The day's money changed meanwhile",
        "Nothing was closed. Look at what is expected now, and close the day again.",
      );
    case "unexplained":
      return invalidRequest(
        refusal.crew.map((crew) => ({
          field: `crew.${request.crew.findIndex((line) => line.crew === crew)}.reason`,
          message: "must say why the cash differs",
        })),
      );
  }
}
