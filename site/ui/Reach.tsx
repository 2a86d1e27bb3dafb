import { dialNumber } from "../../rules/people/phone.ts";
import { smsLink } from "./messageLinks.ts";

interface Props {
  readonly name: string;
  readonly phone: string;
  /** What a message begins with. */
  readonly text: string;
}

/** Calls somebody at a tap, or opens a message to them. */
export function Reach({ name, phone, text }: Props) {
  return (
    <span class="reach">
      <a class="call" href={`tel:${dialNumber(phone)}`}>
        Call<span class="visually-hidden"> {name}</span>
      </a>{" "}
      <a class="call" href={smsLink(text, dialNumber(phone))}>
        Text<span class="visually-hidden"> {name}</span>
      </a>
    </span>
  );
}
