/** What a page can know of the browser that it is open in, as far as it decides how long something is kept there. */
export interface BrowserKind {
  /** Safari, or another browser of WebKit's: all on an iPhone are. */
  readonly webkit: boolean;
  /** An iPhone or iPad. */
  readonly ios: boolean;
  /** Opened from the home screen, as an app of its own. */
  readonly installed: boolean;
}

/** Looks what browser this is. WebKit has no feature that tells; its vendor has named itself from the start. */
export function browserKind(): BrowserKind {
  const standing = matchMedia("(display-mode: standalone)").matches;
  return {
    webkit: navigator.vendor.startsWith("Apple"),
    ios: "standalone" in navigator,
    installed: standing || ("standalone" in navigator && navigator.standalone === true),
  };
}
