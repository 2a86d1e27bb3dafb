import { STORAGE_MS } from "../device/deadlines.ts";
import { within } from "../device/within.ts";
import { readBoard, writeBoard } from "./board.ts";

let asked = false;

/** Asks the browser, once, not to clear by itself what is kept here; some ask the person. What it says is on the board. */
export function askToLast(): void {
  if (asked || readBoard().lasts === true) return;
  asked = true;
  // A person may take their time to answer: nobody waits for it.
  storage()
    ?.persist()
    .then(tell)
    .catch(() => undefined);
}

/** Puts on the board whether the browser has promised so before. */
export async function lookWhetherItLasts(): Promise<void> {
  const manager = storage();
  if (manager !== undefined) await within(STORAGE_MS, manager.persisted()).then(tell, () => undefined);
}

function tell(lasts: boolean): void {
  writeBoard({ lasts });
}

/** Absent on a page without https, and in some browsers' private windows. */
function storage(): StorageManager | undefined {
  return "storage" in navigator && "persist" in navigator.storage ? navigator.storage : undefined;
}
