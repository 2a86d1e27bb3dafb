import { useState } from "preact/hooks";

const SAID = {
  link: { copied: "Link copied.", instead: "Press and hold the link to copy it." },
  codes: { copied: "Codes copied.", instead: "Select them to copy them, or write them down." },
} as const;

/** Copies a link, or what `what` calls it, to the clipboard, and keeps what there is to say about it. */
export function useCopy(text: string, what: keyof typeof SAID = "link") {
  const [said, say] = useState("");
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      say(SAID[what].copied);
    } catch {
      say(`This browser does not allow copying. ${SAID[what].instead}`);
    }
  }
  return { said, say, copy: () => void copy() } as const;
}
