import { writeBoard } from "./board.ts";

/** Keeps the browser's offer to install this page as an app, for where that is of use to somebody. Chromium alone makes one. */
export function watchInstalling(): () => void {
  const offer = (event: Event): void => {
    event.preventDefault();
    const install = (): void => {
      writeBoard({ install: undefined });
      // No library describes it yet: developer.mozilla.org, BeforeInstallPromptEvent.
      if ("prompt" in event && typeof event.prompt === "function") Reflect.apply(event.prompt, event, []);
    };
    writeBoard({ install });
  };
  addEventListener("beforeinstallprompt", offer);
  return () => {
    removeEventListener("beforeinstallprompt", offer);
  };
}
