import { useApp } from "../context.ts";
import { LoadFailure } from "../ui/LoadFailure.tsx";
import { useLive } from "../ui/useLoaded.ts";
import { ownAccountOf } from "./calls.ts";
import { ConfirmDialog } from "./ConfirmDialog.tsx";
import { PasskeysCard } from "./PasskeysCard.tsx";
import { PasswordCard } from "./PasswordCard.tsx";
import { SecondFactorCard } from "./SecondFactorCard.tsx";
import { SessionsCard } from "./SessionsCard.tsx";
import { useConfirmed } from "./useConfirmed.ts";

/** Shows how one signs in and where one is signed in, and changes both. */
export function OwnAccount() {
  const { client, account } = useApp();
  const loaded = useLive("account", ownAccountOf(client));
  const { run, busy, pending } = useConfirmed();
  const card = { run, busy, put: loaded.put, reload: loaded.reload };
  return (
    <>
      <div class="page-head">
        <h1>Your account</h1>
      </div>
      <p class="facts">
        {account.name} · {account.email}
      </p>
      {loaded.failure && <LoadFailure failure={loaded.failure} onRetry={loaded.retry} />}
      {!loaded.data && !loaded.failure && (
        <div class="skeleton skeleton-card" role="status" aria-label="Loading your account" />
      )}
      {loaded.data && (
        <>
          <PasswordCard own={loaded.data} {...card} />
          <PasskeysCard own={loaded.data} {...card} />
          <SecondFactorCard own={loaded.data} {...card} />
          <SessionsCard own={loaded.data} {...card} />
        </>
      )}
      {pending && <ConfirmDialog onConfirmed={pending.again} onClose={pending.giveUp} />}
    </>
  );
}
