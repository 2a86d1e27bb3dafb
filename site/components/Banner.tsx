import type { BannerMessage } from "../context.ts";
import { Icon } from "./Icon.tsx";

/** Says how the last action went. The region is always there, so that screen readers notice what appears in it. */
export function Banner({ message, onDismiss }: { readonly message: BannerMessage | undefined; readonly onDismiss: () => void }) {
  return (
    <div class="banner-region" role={message?.tone === "bad" ? "alert" : "status"}>
      {message && (
        <div class={`banner notice notice-${message.tone}`}>
          <div>{message.text}</div>
          <button type="button" class="button icon-button" aria-label="Dismiss" onClick={onDismiss}><Icon name="close" /></button>
        </div>
      )}
    </div>
  );
}
