import type { Key, Table } from "../../lambda/dynamodb/table.ts";
import { DELIVER_EVENT, SWEEP_EVENT } from "../../rules/contract/tasks.ts";
import { TABLE_SCHEMA } from "../../rules/contract/table.ts";
import type { Random } from "../chance/random.ts";
import { openMemoryTable } from "../table/memoryTable.ts";
import type { Item } from "../table/values.ts";
import type { Version } from "../versions/version.ts";
import { openGmail, type Gmail } from "./gmail.ts";
import type { Hurts } from "./hurts.ts";
import { startInstance, type Instance, type Surroundings } from "./instance.ts";
import { beginInvocation } from "./invocation.ts";
import type { Ended, System } from "./system.ts";
import type { Turn } from "./turns.ts";
import { toEvent, toReply } from "./wire.ts";

export interface InProcessOptions {
  readonly now: Version;
  /** What can be rolled back to. */
  readonly before: Version | undefined;
  readonly variables: Readonly<Record<string, string>>;
  readonly startsAt: number;
  readonly random: Random;
  /** What a test does to a part, to see that a run finds it. */
  readonly plant?: Plant;
}

/** Faults that are put in on purpose. */
export interface Plant {
  readonly table?: (table: Table) => Table;
  readonly gmail?: (gmail: Gmail) => Gmail;
}

/** At most how long an index stays behind, in ms. */
const LAG_MS = 1_500;

/** Runs the real function on a table, a clock and a Gmail in this process: no network, no thread, nothing to wait for. */
export function runInProcess(options: InProcessOptions): System {
  const { before, variables, plant = {} } = options;
  let clock = options.startsAt;
  const now = (): number => clock;
  const [lagRandom, idRandom] = [options.random.named("lag"), options.random.named("ids")];
  const memory = openMemoryTable({ now, lag: () => (lagRandom.percent(30) ? lagRandom.below(LAG_MS) : 0) });
  const opened = openGmail(now, options.random.named("gmail"));
  const gmail = plant.gmail?.(opened) ?? opened;
  let asked: (readonly Key[])[] = [];
  const around: Surroundings = {
    variables,
    gmail,
    now,
    table: plant.table?.(memory) ?? memory,
    newId: idRandom.id,
    onAsked: (keys) => {
      asked.push(keys);
    },
  };
  let live = options.now;
  let instances: Instance[] = [];

  /** As Lambda does: one that is idle, or one more. */
  function idle(): Instance {
    const found = instances.find(({ busy, version }) => !busy && version === live);
    if (found !== undefined) return found;
    const started = startInstance(live, around);
    instances.push(started);
    return started;
  }

  async function invoke(event: unknown, turn: Turn, hurts: Hurts): Promise<Ended & { result: object | "died" }> {
    const instance = idle();
    const invocation = beginInvocation(instance.version.name, turn, hurts);
    const result = await instance.handle(event, invocation);
    const { hurt, died, faults } = invocation;
    if (died) instances = instances.filter((other) => other !== instance);
    return { result, hurt, died, faults };
  }

  return {
    now,
    takesTurns: true,
    moveTo: (instant) => {
      clock = Math.max(clock, instant);
      return Promise.resolve();
    },
    operate: (act) => act(memory),
    send: async (wire, turn, hurts) => {
      const { result, ...ended } = await invoke(toEvent(wire), turn, hurts);
      return { ...ended, reply: toReply(result) };
    },
    sweep: (turn, hurts) => invoke(SWEEP_EVENT, turn, hurts),
    deliver: (keys, turn, hurts) => invoke({ ...DELIVER_EVENT, keys }, turn, hurts),
    takeAsked: () => {
      const taken = asked;
      asked = [];
      return taken;
    },
    expire: async () => {
      for (const item of memory.items().filter((one) => isOver(one, clock))) await memory.remove(keyOf(item));
    },
    release: (name) => {
      const version = name === "now" ? options.now : before;
      if (version === undefined) return false;
      live = version;
      instances = [];
      return true;
    },
    mood: (mood) => {
      gmail.mood = mood;
    },
    accepted: () => gmail.accepted,
    items: () => Promise.resolve(memory.items()),
    close: () => Promise.resolve(),
  };
}

function isOver(item: Item, now: number): boolean {
  const expiry = item[TABLE_SCHEMA.ttlAttribute];
  return typeof expiry === "number" && expiry * 1_000 < now;
}

function keyOf({ event_id, timestamp }: Item): Key {
  return { event_id: String(event_id), timestamp: String(timestamp) };
}
