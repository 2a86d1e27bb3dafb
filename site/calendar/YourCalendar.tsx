import { useState } from "preact/hooks";

import type { ApiResult } from "../api/apiFetch.ts";
import { useApp } from "../context.ts";
import { explain } from "../api/failure.ts";
import { SendButton } from "../ui/SendButton.tsx";
import { useCopy } from "../ui/useCopy.ts";
import { useLoaded } from "../ui/useLoaded.ts";
import { momentLabel } from "../labels.ts";
import { readCalendar, renewCalendarLink, turnOffCalendar } from "./calls.ts";

/** Lets somebody put their charters into their phone's calendar by a secret link, renew it and turn it off. */
export function YourCalendar() {
  const { client, account, company } = useApp();
  const { data, put } = useLoaded("calendar", () => readCalendar(client));
  const [url, setUrl] = useState<string>();
  const [busy, run] = useTurns();
  const renew = () =>
    run(
      () => renewCalendarLink(client),
      ({ since, path }) => {
        put({ since });
        setUrl(location.origin + path);
      },
    );
  const turnOff = () =>
    run(
      () => turnOffCalendar(client),
      (answer) => {
        put(answer);
        setUrl(undefined);
      },
    );
  const since = data?.since ?? null;
  return (
    <section class="card stack" aria-label="Your calendar">
      <h2>Your calendar</h2>
      <p>
        {account.role === "admin" ? "All charters" : "The charters you sail on"} in the calendar of your phone, kept up
        to date by a secret link.
      </p>
      {url !== undefined && <SecretLink url={url} />}
      {url === undefined && since !== null && (
        <p class="hint">
          On since {momentLabel(since, company.time_zone)}. The link was shown only once; a new one replaces it.
        </p>
      )}
      <div class="row">
        <SendButton look={since === null ? "button-primary" : ""} waits={busy} run={renew} busy="Making a link…">
          {since === null ? "Make a link" : "New link"}
        </SendButton>
        {since !== null && (
          <SendButton waits={busy} run={turnOff} busy="Turning off…">
            Turn off
          </SendButton>
        )}
      </div>
    </section>
  );
}

/** Runs one request at a time and says what went wrong with it. */
function useTurns() {
  const { announce } = useApp();
  const [busy, setBusy] = useState(false);
  async function run<T>(send: () => Promise<ApiResult<T>>, done: (data: T) => void): Promise<void> {
    setBusy(true);
    const result = await send();
    setBusy(false);
    if (result.ok) done(result.data);
    else announce({ tone: "bad", text: `Nothing was changed. ${explain(result).detail}` });
  }
  return [busy, run] as const;
}

function SecretLink({ url }: { readonly url: string }) {
  const { said, copy } = useCopy(url);
  return (
    <>
      <p class="link-box">{url}</p>
      <div class="row">
        <button type="button" class="button button-primary" onClick={copy}>
          Copy link
        </button>
        <a class="button" href={url.replace(/^https?:/, "webcal:")}>
          Open in calendar app
        </a>
      </div>
      <p class="hint">
        Google Calendar: Other calendars, From URL. Whoever has the link sees these charters, and it is shown only now.
      </p>
      <p role="status" class="hint">
        {said}
      </p>
    </>
  );
}
