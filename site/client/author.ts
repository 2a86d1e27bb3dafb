import type { SessionResponse } from "../../rules/contract/api/session.ts";
import type { Author } from "../offline/writes.ts";

/** Makes what knows as whom this page writes. */
export function createAuthor() {
  let author: Author = { by: "", by_name: "", currency: "USD", newId: () => crypto.randomUUID() };
  return {
    author: () => author,
    become: ({ account, company }: SessionResponse): void => {
      author = { ...author, by: account?.email ?? "", by_name: account?.name ?? "", currency: company.currency };
    },
  };
}
