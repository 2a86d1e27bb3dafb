import { browserKind } from "../device/browser.ts";
import { howLong, type HowLong } from "./howLong.ts";
import { useBoard } from "./useBoard.ts";

const SAID: Readonly<Record<HowLong, string>> = {
  promised: "This browser has promised not to clear by itself what is kept here.",
  week: "After seven days without a visit this browser clears what a page has kept, what waits too.",
  "while-room":
    "This browser has not promised to keep it: it may clear what is kept here when the device runs out of space.",
};

/** Says how long what is kept here stays, and how it stays longer: installed. */
export function Lasting() {
  const { entries, install, keeps, lasts } = useBoard();
  const browser = browserKind();
  if (keeps !== true) return null;
  return (
    <div class="stack lasting">
      <p class="hint">{SAID[howLong(lasts, browser)]}</p>
      {install !== undefined && (
        <div>
          <button type="button" class="button" onClick={install}>
            Install as an app
          </button>
        </div>
      )}
      {browser.ios && !browser.installed && (
        <p class="hint">
          To keep it longer, tap Share, then “Add to Home Screen”, and work from there.
          {entries.length > 0 && " What waits here does not move along: send it from here first."}
        </p>
      )}
    </div>
  );
}
