import { CreateCharter } from "./CreateCharter.tsx";
import { emptyValues } from "./charterForm.ts";

interface Props {
  readonly initialDate: string;
  readonly onClose: () => void;
}

/** Puts a charter on the calendar of which nothing is known yet but the day. */
export function NewCharter({ initialDate, onClose }: Props) {
  return <CreateCharter title="New charter" start={emptyValues(initialDate)} startCrew={[]} onClose={onClose} />;
}
