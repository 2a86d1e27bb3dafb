import type { AddPatronsRequest, ChangePatronRequest } from "../../rules/contract/api/event.ts";
import type { Client } from "../client/client.ts";
import { addPatronsWrite, changePatronWrite } from "../offline/writes.ts";

/** Puts patrons on the list, or keeps them on this device to be put there. */
export const addPatrons = ({ charters, author }: Client, slug: string, body: AddPatronsRequest) =>
  charters.change(addPatronsWrite(slug, body, author()));

/** Changes a patron on the list, or keeps the change on this device. */
export const changePatron = ({ charters, author }: Client, slug: string, id: string, body: ChangePatronRequest) =>
  charters.change(changePatronWrite(slug, { id, name: charters.patronName(slug, id) }, body, author()));
