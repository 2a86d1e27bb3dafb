import type { EmergencyContact } from "../../rules/contract/api/waiver.ts";
import { telLink } from "../ui/messageLinks.ts";

/** Names whom to call in an emergency; a tap on the number calls. */
export function Contact({ contact: { name, phone } }: { readonly contact: EmergencyContact }) {
  return (
    <>
      {name},{" "}
      <a class="call" href={telLink(phone)}>
        {phone}
      </a>
    </>
  );
}
