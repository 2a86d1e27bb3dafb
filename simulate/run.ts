import { createAccount } from "../lambda/accounts/store.ts";
import type { Table } from "../lambda/dynamodb/table.ts";
import { dockInstant } from "../rules/time/dockInstant.ts";
import { openBook } from "./book/book.ts";
import { randomOf, type Random } from "./chance/random.ts";
import { whatHappens } from "./day/acts.ts";
import { checkBook, comeToRest, sleep } from "./day/evening.ts";
import { handOut } from "./people/devices.ts";
import { deliver, sweep } from "./people/machinery.ts";
import { arriveLate } from "./people/network.ts";
import { CALM, type Weather } from "./system/hurts.ts";
import { runInProcess, type Plant } from "./system/inProcess.ts";
import type { System } from "./system/system.ts";
import { ALONE, takeTurns, type Turn } from "./system/turns.ts";
import type { Version } from "./versions/version.ts";
import { openingOf, type Opening } from "./world/opening.ts";
import { openTrace, type Trace } from "./world/trace.ts";
import { Violation, type Invariant } from "./world/violation.ts";
import { PASSWORD, SCRYPT, STAFF } from "./world/staff.ts";
import type { Scene, World } from "./world/world.ts";

export interface Versions {
  readonly now: Version;
  readonly before: Version | undefined;
}

export interface RunOptions {
  readonly seed: number;
  readonly days: number;
  readonly versions: Versions;
  /** The steps that are played, where not all are: `day.step`. */
  readonly only?: ReadonlySet<string>;
  /** Whether everything is looked at after each step, and not each evening alone. */
  readonly closely?: boolean;
  readonly plant?: Plant;
  /** What it is played on; the parts in this process where it is not said. */
  readonly start?: (opening: Opening, startsAt: number) => Promise<System>;
  readonly onLine?: (line: string) => void;
}

/** What was found wrong, and where. */
export interface Failure {
  readonly invariant: Invariant | "crash";
  readonly message: string;
  readonly step: string;
  readonly trace: Trace;
}

export interface RunResult {
  readonly days: number;
  /** The steps that were played. */
  readonly steps: readonly string[];
  /** The same for two runs that did the same. */
  readonly hash: string;
  readonly failure: Failure | undefined;
  /** How much of each was done. */
  readonly counts: Readonly<Record<string, number>>;
}

/** Plays days of a company, all decided by one seed, until they are over or something is found that must never be. */
export async function play(options: RunOptions): Promise<RunResult> {
  const { seed, days } = options;
  const trace = openTrace(options.onLine ?? (() => undefined));
  const steps: string[] = [];
  const random = randomOf(String(seed));
  const world = await openWorld(options, random, trace);
  let failure: Failure | undefined;
  try {
    trace.enter("start", world.system.now());
    await handOut(sceneOf(world, random.named("start")));
    for (let day = 0; day < days; day += 1) await playDay(world, day, random.named(`day ${day}`), options, steps);
  } catch (fault) {
    const [invariant, message] =
      fault instanceof Violation
        ? ([fault.invariant, fault.message] as const)
        : (["crash", fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)] as const);
    failure = { invariant, message, step: trace.step(), trace };
  }
  for (const { store } of [...world.phones, ...(world.inspector === undefined ? [] : [world.inspector])]) store.close();
  await world.system.close();
  return { days, steps, hash: trace.hash(), failure, counts: countsOf(world) };
}

function countsOf({ book, system }: World): Readonly<Record<string, number>> {
  const deeds = Object.entries(book).map(([kind, { size }]: [string, { size: number }]) => [kind, size] as const);
  return Object.fromEntries([...deeds, ["mails", system.accepted().length] as const]);
}

async function openWorld(options: RunOptions, random: Random, trace: Trace): Promise<World> {
  const { versions, plant } = options;
  const opening = openingOf(random.named("opening"));
  const { timeZone, date, variables, hasFuture } = opening;
  const startsAt = dockInstant(date, "05:30", timeZone).getTime();
  const system =
    (await options.start?.(opening, startsAt)) ??
    runInProcess({
      ...versions,
      variables,
      startsAt,
      random: random.named("system"),
      ...(plant === undefined ? {} : { plant }),
    });
  await system.operate((table) => hire(table, startsAt));
  return {
    system,
    book: openBook(),
    trace,
    timeZone,
    closesHours: Number(variables["SIGNING_CLOSES_HOURS"]),
    staff: STAFF,
    phones: [],
    inspector: undefined,
    clients: { now: versions.now, before: versions.before ?? versions.now },
    weather: CALM,
    live: "now",
    rolledBack: false,
    charters: [],
    late: [],
    asked: [],
    found: undefined,
    hasFuture,
    newer: new Map(),
    pages: new Map(),
  };
}

async function hire(table: Table, now: number): Promise<void> {
  for (const staff of STAFF) await createAccount(table, { ...staff, password: PASSWORD }, new Date(now), SCRYPT);
}

const FAIR: Weather = { deaths: 2, table: 0.4, network: 5 };
const STORM: Weather = { deaths: 8, table: 2, network: 15 };
const TEMPEST: Weather = { deaths: 20, table: 8, network: 30 };
/** How many things happen on a day, and how long they take together on average, in ms: into the night, when clocks change. */
const STEPS_MIN = 20;
const STEPS_MORE = 26;
const AWAKE_MS = 21 * 3_600_000;

async function playDay(
  world: World,
  day: number,
  random: Random,
  { only, closely, days }: RunOptions,
  steps: string[],
): Promise<void> {
  const weather = random.weighted<Weather>([
    [25, CALM],
    [45, FAIR],
    [20, STORM],
    [10, TEMPEST],
  ]);
  const count = STEPS_MIN + random.below(STEPS_MORE);
  for (let step = 0; step < count; step += 1) {
    const name = `${day}.${step}`;
    const chance = random.named(step);
    await world.system.moveTo(world.system.now() + chance.below((2 * AWAKE_MS) / count));
    world.trace.enter(name, world.system.now());
    if (only !== undefined && !only.has(name)) continue;
    steps.push(name);
    world.weather = weather;
    await playStep(world, chance);
    if (closely === true) await checkBook(world);
  }
  world.trace.enter(`${day}.evening`, world.system.now());
  if (day === days - 1 || random.percent(50)) await comeToRest(sceneOf(world, random.named("evening")));
  else await checkBook(world);
  requireNothingFound(world);
  await sleep(world);
}

function sceneOf(world: World, random: Random): Scene {
  return { world, at: world.system.now(), random, fates: random.named("fates"), turn: ALONE };
}

async function playStep(world: World, random: Random): Promise<void> {
  const scene = sceneOf(world, random.named("between"));
  await arriveLate(scene);
  const doings = whatHappens(random.named("what"));
  world.trace.say("", doings.map(({ name }) => name).join(" + "));
  const acts = doings.map(({ name, act, twin }, place) => ({
    name,
    run: (turn: Turn) => {
      const chances = random.named(`act ${twin ? place - 1 : place}`);
      return act({ ...scene, random: chances, fates: random.named(`fates ${place}`), turn });
    },
  }));
  const order = random.named("turns");
  const atOnce = world.system.takesTurns ? [acts] : acts.map((act) => [act]);
  for (const some of atOnce)
    await takeTurns(some, order, () => {
      void world.system.moveTo(world.system.now() + order.below(40));
    });
  if (scene.random.percent(80)) await deliver(scene);
  if (scene.random.percent(30)) await sweep(scene);
  requireNothingFound(world);
}

function requireNothingFound({ found }: World): void {
  if (found !== undefined) throw found;
}
