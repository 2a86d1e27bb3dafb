import { judgeNewPassword } from "../accounts/newPassword.ts";
import type { StoredAccount } from "../accounts/store.ts";
import { countBroken } from "../dynamodb/readEach.ts";
import { invalidRequest } from "../http/body.ts";
import type { Services } from "../services.ts";
import { listVessels } from "../vessels/store.ts";

/** Refuses a new password that somebody would guess, with the reason at its field. */
export async function requireGoodPassword(services: Services, account: StoredAccount, password: string): Promise<void> {
  const vessels = countBroken(services, await listVessels(services.table)).map(({ name }) => name);
  const own = [account.name, account.email, ...(await services.company.readForStaff()).names, ...vessels];
  const fault = judgeNewPassword(password, own);
  if (fault !== undefined) throw invalidRequest([{ field: "password", message: fault }]);
}
