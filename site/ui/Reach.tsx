import { dialNumber, extensionOf } from "../../rules/people/phone.ts";
import { smsLink, telLink } from "./messageLinks.ts";

interface Props {
  readonly name: string;
  readonly phone: string;
  /** What a message begins with. */
  readonly text: string;
}

/** Calls somebody at a tap, or opens a message to them: no message reaches an extension. */
export function Reach({ name, phone, text }: Props) {
  return (
    <span class="reach">
      <a class="call" href={telLink(phone)}>
        Call<span class="visually-hidden"> {name}</span>
      </a>
      {extensionOf(phone) === undefined && (
        <>
          {" "}
          <a class="call" href={smsLink(text, dialNumber(phone))}>
            Text<span class="visually-hidden"> {name}</span>
          </a>
        </>
      )}
    </span>
  );
}
