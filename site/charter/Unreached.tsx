import type { Patron } from "../../rules/contract/api/event.ts";
import { Reach } from "../ui/Reach.tsx";

interface Props {
  readonly people: readonly Pick<Patron, "id" | "name" | "phone">[];
  /** What a message to them begins with. */
  readonly text: string;
}

/** Lists whom no mail has reached, each with a tap to call or to text where their number is known. */
export function Unreached({ people, text }: Props) {
  if (people.length === 0) return null;
  return (
    <div>
      <p>No mail has told them, so call:</p>
      <ul class="unreached">
        {people.map(({ id, name, phone }) => (
          <li key={id}>
            {name}{" "}
            {phone === null ? <span class="hint">no number</span> : <Reach name={name} phone={phone} text={text} />}
          </li>
        ))}
      </ul>
    </div>
  );
}
