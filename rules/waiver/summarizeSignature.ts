import type { SignatureSummary } from "../contract/api/event.ts";
import type { Participant, Signer } from "../contract/api/waiver.ts";
import { isMinor } from "./participants.ts";

/** What of a signature is the same for all its participants. */
type Shared = Omit<SignatureSummary, "participant" | "person" | "nth" | "minor" | "guardian">;

/** Shows a signature to the crew, a line for each participant. Birth dates stay in the record; who is a minor does not. */
export function summarizeSignature(
  shared: Shared,
  participants: readonly Participant[],
  signer: Signer,
  charterDate: string,
): SignatureSummary[] {
  return participants.map(({ name, birth_date }, nth) => {
    const minor = isMinor(birth_date, charterDate);
    return { ...shared, participant: name, nth, minor, guardian: minor ? signer.name : null };
  });
}
