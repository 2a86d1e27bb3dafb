import type { Children } from "./children.ts";
import type { Draft } from "./draft.ts";
import { input, radios, writeDate } from "./page.ts";

/** Fills the form with what this tab knew before a reload, or in the other language. */
export function fillFrom(draft: Draft, children: Children): void {
  input("name").value = draft.name;
  input("sailing").checked = draft.sailing;
  writeDate("birth", draft.birth);
  input("contact_name").value = draft.contactName;
  input("contact_phone").value = draft.contactPhone;
  input("email").value = draft.email;
  const relationship = radios("relationship")[draft.relationship];
  if (relationship !== undefined) relationship.checked = true;
  for (const child of draft.children) children.add(child);
}
