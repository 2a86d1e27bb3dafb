import { listAllAccounts } from "../accounts/store.ts";
import type { Services } from "../services.ts";
import type { Known } from "./views.ts";

/** Looks up what charters are shown by. */
export async function lookUp({ table, config }: Services): Promise<Known> {
  const { found, broken } = await listAllAccounts(table);
  const emails = new Set(found.flatMap(({ email, disabled_at }) => (disabled_at === undefined ? [email] : [])));
  // Whoever has left is still called what they were.
  const names = new Map(found.map(({ email, name }) => [email, name]));
  return {
    currency: config.company.currency,
    // An account that cannot be read may be anybody's.
    withoutAccount: (assigned) =>
      broken.length > 0 ? [] : [...new Set(assigned)].filter((email) => !emails.has(email)),
    nameOf: (email) => names.get(email),
  };
}
