import type { Random } from "../chance/random.ts";
import {
  callOff,
  closeDay,
  createCharter,
  editCharter,
  moveCharter,
  publishText,
  refund,
  reverse,
  sendReceipt,
  sendRoster,
  tryMailsAgain,
} from "../people/admin.ts";
import { addPatrons, brief, changePatron, depart, pay, rush, sayWhen } from "../people/crew.ts";
import { changeHands, changeSignal, kiosk, lookAgain, reload } from "../people/devices.ts";
import { changeMood, deliver, expire, release, resetAccount, sweep } from "../people/machinery.ts";
import { writeAsNewer } from "../people/newerVersion.ts";
import { signOnOwnPhone, stopReminders } from "../people/signing.ts";
import { flood, nonsense } from "../people/strangers.ts";
import type { Scene } from "../world/world.ts";

/** One thing that somebody or something does. */
export interface Doing {
  readonly name: string;
  readonly act: (scene: Scene) => Promise<void>;
  /** Whether it takes the chances of the one before it: a second tap, with the same ids at the same moment. */
  readonly twin: boolean;
  /** Whether it can be tapped twice: what it sends depends on nothing that it reads. */
  readonly tappable: boolean;
}

function doing(act: Doing["act"]): Doing {
  return { name: act.name, act, twin: false, tappable: TAPPABLE.has(act) };
}

const TAPPABLE: ReadonlySet<Doing["act"]> = new Set([createCharter, addPatrons, pay, signOnOwnPhone, flood]);

/** What people do, each as often as its weight says; any of it at one moment with any other. */
const PEOPLE: readonly (readonly [number, Doing])[] = [
  [90, doing(createCharter)],
  [60, doing(editCharter)],
  [40, doing(moveCharter)],
  [25, doing(callOff)],
  [120, doing(addPatrons)],
  [260, doing(changePatron)],
  [150, doing(pay)],
  [6, doing(rush)],
  [40, doing(brief)],
  [80, doing(depart)],
  [150, doing(signOnOwnPhone)],
  [50, doing(kiosk)],
  [40, doing(refund)],
  [35, doing(reverse)],
  [25, doing(sendReceipt)],
  [15, doing(sendRoster)],
  [40, doing(closeDay)],
  [10, doing(tryMailsAgain)],
  [50, doing(lookAgain)],
  [10, doing(publishText)],
  [15, doing(sayWhen)],
  [10, doing(stopReminders)],
  [25, doing(nonsense)],
  [12, doing(flood)],
  [60, doing(sweep)],
  [60, doing(deliver)],
];

/** What changes the world for all others, and happens between what they do. */
const WORLD: readonly (readonly [number, Doing])[] = [
  [80, doing(changeSignal)],
  [40, doing(changeHands)],
  [30, doing(reload)],
  [50, doing(changeMood)],
  [12, doing(release)],
  [15, doing(writeAsNewer)],
  [8, doing(resetAccount)],
  [5, doing(expire)],
];

/** Several at one moment are at most so many. */
const AT_ONCE_MAX = 7;

/** Chooses what happens next: one thing, or several at one moment. */
export function whatHappens(random: Random): readonly Doing[] {
  if (random.percent(14)) return [random.weighted(WORLD)];
  const first = random.weighted(PEOPLE);
  if (random.percent(70)) return [first];
  if (first.tappable && random.percent(50)) return [first, { ...first, twin: true }];
  const others = Array.from({ length: 1 + random.below(AT_ONCE_MAX - 1) }, () =>
    // Mostly the same thing: two phones at one charter, a double tap, two sweeps.
    random.percent(40) ? first : random.weighted(PEOPLE),
  );
  return [first, ...others];
}
