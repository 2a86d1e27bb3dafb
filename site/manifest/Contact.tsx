import type { EmergencyContact } from "../../rules/contract/api/waiver.ts";
import { dialNumber } from "../../rules/people/phone.ts";

/** Names whom to call in an emergency; a tap on the number calls. */
export function Contact({ contact: { name, phone } }: { readonly contact: EmergencyContact }) {
  return (
    <>
      {name},{" "}
      <a class="call" href={`tel:${dialNumber(phone)}`}>
        {phone}
      </a>
    </>
  );
}
