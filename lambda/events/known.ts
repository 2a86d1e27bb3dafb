import { listAccounts } from "../accounts/store.ts";
import type { Services } from "../services.ts";
import type { Known } from "./views.ts";

/** Looks up what charters are shown by. */
export async function lookUp({ table, config }: Services): Promise<Known> {
  const { found, broken } = await listAccounts(table);
  const emails = new Set(found.map(({ email }) => email));
  return {
    currency: config.company.currency,
    // An account that cannot be read may be anybody's.
    withoutAccount: (assigned) =>
      broken.length > 0 ? [] : [...new Set(assigned)].filter((email) => !emails.has(email)),
  };
}
