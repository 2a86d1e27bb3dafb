import { Icon } from "../ui/Icon.tsx";
import { Link } from "../ui/Link.tsx";
import { LoadFailure } from "../ui/LoadFailure.tsx";
import { useApp } from "../context.ts";
import { useLoaded } from "../ui/useLoaded.ts";
import { readWaiverTexts } from "./calls.ts";
import { WaiverTextsEditor } from "./WaiverTextsEditor.tsx";
import { WaiverTextsHistory } from "./WaiverTextsHistory.tsx";

/** Shows every version of the waiver; an admin writes and publishes the next one. */
export function WaiverTexts() {
  const { client, account } = useApp();
  const loaded = useLoaded("waiver-texts", () => readWaiverTexts(client));
  const { data } = loaded;
  return (
    <>
      <Link class="back" to={{ name: "crew" }}>
        <Icon name="back" />
        Crew
      </Link>
      <div class="page-head">
        <h1>Waiver text</h1>
      </div>
      {loaded.failure && <LoadFailure failure={loaded.failure} onRetry={loaded.retry} />}
      {!data && !loaded.failure && (
        <div class="skeleton skeleton-card" role="status" aria-label="Loading the waiver text" />
      )}
      {data && <WaiverTextsHistory data={data} />}
      {data && account.role === "admin" && (
        <WaiverTextsEditor data={data} onChanged={loaded.put} onStale={loaded.reload} />
      )}
    </>
  );
}
