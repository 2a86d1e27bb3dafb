import { ownFile } from "../device/names.ts";
import { useApp } from "../context.ts";
import { Link } from "../ui/Link.tsx";
import { Icon } from "../ui/Icon.tsx";
import { useMenu } from "../ui/useMenu.ts";
import { OfflineStrip } from "../waiting/OfflineStrip.tsx";
import { WaitingCount } from "../waiting/WaitingCount.tsx";

/** Shows whose boats these are, and the menu. */
export function Masthead({ onSignOut, works }: { readonly onSignOut: () => void; readonly works: boolean }) {
  const { company, account, stack } = useApp();
  const { close, wiring } = useMenu();
  return (
    <header class="masthead">
      <div class="masthead-inner">
        <Link class="brand" to={{ name: "month", month: undefined }}>
          <img src={ownFile("favicon.svg")} width="36" height="36" alt="" />
          {company.name}
        </Link>
        <WaitingCount />
        <details class="menu" {...wiring}>
          <summary class="button">
            <Icon name="menu" /> <span class="menu-word">Menu</span>
          </summary>
          <div class="menu-panel">
            <p>
              {account.name}
              <br />
              <span class="hint">
                {account.role} · {stack}
              </span>
            </p>
            <div onClick={close}>
              <Link class="button" to={{ name: "month", month: undefined }}>
                Charters
              </Link>
              <Link class="button" to={{ name: "crew" }}>
                Crew
              </Link>
              <Link class="button" to={{ name: "closeout", day: undefined }}>
                Closeout
              </Link>
              {account.role === "admin" && (
                <Link class="button" to={{ name: "settings" }}>
                  Settings
                </Link>
              )}
            </div>
            <div onClick={close}>
              <Link class="button" to={{ name: "account" }}>
                Your account
              </Link>
            </div>
            <button type="button" class="button" onClick={onSignOut}>
              Sign out
            </button>
          </div>
        </details>
      </div>
      <OfflineStrip works={works} />
    </header>
  );
}
