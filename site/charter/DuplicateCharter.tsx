import type { EventDetail } from "../../rules/contract/api/event.ts";
import { CreateCharter } from "./CreateCharter.tsx";
import { duplicateValues } from "./charterForm.ts";

interface Props {
  readonly event: EventDetail;
  readonly onClose: () => void;
}

/** Makes another charter like this one: who books, vessel, price and crew, but neither patrons nor money. */
export function DuplicateCharter({ event, onClose }: Props) {
  return (
    <CreateCharter title="Duplicate charter" start={duplicateValues(event)} startCrew={event.crew} onClose={onClose} />
  );
}
