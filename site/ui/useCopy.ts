import { useState } from "preact/hooks";

/** Copies a link to the clipboard, and keeps what there is to say about it. */
export function useCopy(url: string) {
  const [said, say] = useState("");
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(url);
      say("Link copied.");
    } catch {
      say("This browser does not allow copying. Press and hold the link to copy it.");
    }
  }
  return { said, say, copy: () => void copy() } as const;
}
