import type { AddPatronsRequest, ChangePatronRequest } from "../../rules/contract/api/event.ts";
import { changeRecord } from "../client/record.ts";
import type { Client } from "../client/client.ts";
import { addPatronsWrite, changePatronWrite } from "../offline/writes.ts";

/** Puts patrons on the list, or keeps them on this device to be put there. */
export const addPatrons = (client: Client, slug: string, body: AddPatronsRequest) =>
  changeRecord(client, addPatronsWrite(slug, body, client.author()));

/** Says whether a signature counts for a patron on the list, or keeps the word on this device. */
export const saySignature = (
  client: Client,
  slug: string,
  patron: { readonly id: string; readonly name: string },
  signed_as: string,
  body: ChangePatronRequest,
) => changeRecord(client, changePatronWrite(slug, { ...patron, signed_as }, body, client.author()));

/** Changes a patron on the list, or keeps the change on this device. */
export const changePatron = (client: Client, slug: string, id: string, body: ChangePatronRequest) =>
  changeRecord(
    client,
    changePatronWrite(slug, { id, name: client.charters.patronName(slug, id) }, body, client.author()),
  );
