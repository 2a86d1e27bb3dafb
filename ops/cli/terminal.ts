import { createInterface } from "node:readline";

import { Refusal } from "../refusal.ts";
import { clearLine, say } from "../say.ts";

/** Where a command talks to its operator. Answers go to stdout; everything here goes to stderr. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean };
  /** Says what is going on: at once on a terminal, elsewhere only if it lasts over a second. */
  progress(text: string): void;
  /** Shows what will change and returns once the operator agrees, or throws a Refusal. */
  confirm(preview: string): Promise<void>;
  /** Takes the last progress line away. */
  close(): void;
}

/** What the command line said about changes. */
export interface Consent {
  readonly yes: boolean;
  readonly preview: boolean;
}

/** Thrown by `confirm` under --preview: all was shown, nothing was changed. */
export class PreviewOnly extends Error {
  override readonly name = "PreviewOnly";
}

const QUIET_MILLISECONDS = 1_000;

/** Opens the terminal of one command. */
export function openTerminal(input: Terminal["input"], output: Terminal["output"], consent: Consent): Terminal {
  const line = openProgressLine(output);
  const confirm = async (preview: string): Promise<void> => {
    line.clear();
    say(output, `${preview}\n`);
    if (consent.preview) throw new PreviewOnly("Nothing was changed (--preview).");
    if (consent.yes) return;
    if (input.isTTY !== true)
      throw new Refusal("Nothing was changed: there is nobody to ask. Run it again with --yes.");
    if (!(await agrees(input, output))) throw new Refusal("Nothing was changed.");
  };
  return { input, output, progress: line.show, confirm, close: line.clear };
}

async function agrees(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Promise<boolean> {
  const reader = createInterface({ input, output, terminal: true });
  try {
    const answer = await new Promise<string>((resolve) => {
      // Ctrl-C and Ctrl-D close the reader without an answer.
      reader.once("close", () => {
        resolve("");
      });
      reader.question("Go on? (yes/no) ", resolve);
    });
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    reader.close();
  }
}

function openProgressLine(output: Terminal["output"]) {
  let later: NodeJS.Timeout | undefined;
  let shown = false;
  const clear = (): void => {
    clearTimeout(later);
    if (shown) clearLine(output);
    shown = false;
  };
  const show = (text: string): void => {
    clear();
    if (output.isTTY === true) {
      say(output, `${text} …`);
      shown = true;
    } else {
      later = setTimeout(() => {
        say(output, `${text} …\n`);
      }, QUIET_MILLISECONDS);
      later.unref();
    }
  };
  return { show, clear };
}
