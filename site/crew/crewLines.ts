import type { CrewDayResponse, CrewOnDay, Sailing } from "../../rules/contract/api/crew.ts";
import { charterTitle } from "../../rules/charter/title.ts";
import { conflictsOf, type Conflict, type SailingTime } from "../../rules/crew/conflicts.ts";
import { clockLabel, dayAndMonth } from "../labels.ts";

export interface CrewLine {
  readonly email: string;
  readonly name: string;
  /** What stands against it, in words. */
  readonly warnings: readonly string[];
  readonly saidYes: boolean;
}

/** Lists who could sail on a charter with what stands against each. Somebody assigned who has no account comes last. */
export function crewLines(
  day: CrewDayResponse,
  charter: SailingTime,
  assigned: readonly string[],
): readonly CrewLine[] {
  const known = day.crew.map((member) => lineOf(member, day, charter));
  const strangers = assigned.filter((email) => !day.crew.some((member) => member.email === email));
  return [
    ...known,
    ...strangers.map((email) => ({
      email,
      name: email,
      warnings: ["Has no account: gets no mail and does not count"],
      saidYes: false,
    })),
  ];
}

function lineOf(member: CrewOnDay, { charters }: CrewDayResponse, charter: SailingTime): CrewLine {
  const { email, name, answer } = member;
  const warnings = conflictsOf(email, charter, charters, member).map((conflict) =>
    describeConflict(conflict, charter.date),
  );
  return { email, name, warnings, saidYes: answer === "yes" };
}

/** Says what stands against somebody sailing: `On Jane’s sunset charter at 5:30 PM`. */
function describeConflict(conflict: Conflict, date: string): string {
  if (conflict.kind !== "other-charter") {
    return `Said ${conflict.kind === "said-no" ? "no" : "maybe"}${conflict.note === "" ? "" : `: ${conflict.note}`}`;
  }
  return `On ${nameSailing(conflict.charter, date)}`;
}

/** Names a charter beside one of another day or time: `Jane’s sunset charter at 5:30 PM`. */
export function nameSailing(charter: Sailing, date: string): string {
  const when = [charter.date === date ? "" : dayAndMonth(charter.date), clockLabel(charter.starts_at)].filter(
    (part) => part !== "",
  );
  return `${charterTitle(charter)}${when.length === 0 ? "" : ` at ${when.join(", ")}`}`;
}
