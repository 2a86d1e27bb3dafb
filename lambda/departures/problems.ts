import type { DepartureReason } from "../../rules/contract/api/departure.ts";
import type { DepartureRefused } from "../../rules/departure/entry.ts";
import { idTaken, ProblemError, notFound } from "../problem.ts";

/** Makes the problem of a departure that is a no go, and that nobody has answered for. */
function noGo(reasons: readonly DepartureReason[]): ProblemError {
  const stops = reasons.filter(({ weight }) => weight === "stop").map(({ text }) => text);
  return new ProblemError(
    409,
    "no-go",
    "No go",
    `${stops.join(" ")} Put it right, or depart all the same and say why.`,
  );
}

/** Makes the problem of a departure with others aboard than the screen showed. */
function listChanged(): ProblemError {
  return new ProblemError(
    409,
    "list-changed",
    "The list has changed meanwhile",
    "Nothing was recorded. Look at who is aboard now, then depart.",
  );
}

/** Makes the problem of more departures and corrections than a charter can hold. */
export function departuresFull(): ProblemError {
  return new ProblemError(
    409,
    "conflict",
    "Too many departure entries",
    "Nothing was recorded. Write it in the charter’s note.",
  );
}

/** Makes the problem of taking back a briefing that a departure relies on. */
export function briefingStands(): ProblemError {
  return new ProblemError(
    409,
    "conflict",
    "The charter has departed with this briefing",
    "Nothing was changed. Correct the departure first, then the briefing.",
  );
}

/** Makes the problem of an entry that does not follow from those before it. */
export function departureRefused(refused: DepartureRefused): ProblemError {
  const conflict = (title: string, detail: string): ProblemError => new ProblemError(409, "conflict", title, detail);
  switch (refused.reason) {
    case "id-taken":
      return idTaken();
    case "list-changed":
      return listChanged();
    case "no-go":
      return noGo(refused.reasons);
    case "moved":
      return conflict(
        "This charter was moved to another day meanwhile",
        "Nothing was recorded. If it did sail then, an admin moves it back, and “Try again” records it as it was.",
      );
    case "departed-already":
      return conflict(
        "This charter has departed already",
        "Nothing was recorded. The charter says who recorded it. If others are aboard than its departure record says, undo that departure there, and depart again.",
      );
    case "not-departed":
      return conflict(
        "This charter has not departed",
        "Nothing was recorded. None was recorded, or somebody has undone it: its departure record says which. Record the departure first.",
      );
    case "back-already":
      return conflict(
        "All are recorded as back already",
        "Nothing was recorded. The charter says who recorded it. If the count was another, undo that return in its departure record, and record it again.",
      );
    case "back-before":
      return conflict(
        "This return is of before the departure on record",
        "Nothing was recorded. The departure that it ended was undone, and another one recorded since. If they are back from that, record the return on the charter’s page; on a device whose clock is slow, put the clock right first.",
      );
    case "count-differs":
      return new ProblemError(
        409,
        "count-differs",
        `${refused.departed} departed`,
        "Nothing was recorded. Count again. If the number is right, say who is missing or why.",
      );
    case "unknown-entry":
      return notFound("That entry is not in this charter", "Nothing was recorded. Reload the charter.");
    case "corrected-already":
      return conflict(
        "That entry was taken back already",
        "Nothing was recorded. Reload the charter to see who did and why.",
      );
    case "back-first":
      return conflict(
        "All are recorded as back",
        "Nothing was recorded. Take the return back first, then the departure.",
      );
  }
}
