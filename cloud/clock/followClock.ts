/**
 * Lets this thread's `Date` tell a moved clock's instant; without one, nothing is changed. What is built on `Date` follows;
 * timers and `performance` go on with the machine's time, as the work in the thread does.
 */
export function followClock(shared: SharedArrayBuffer | undefined): void {
  if (shared === undefined) return;
  const instant = new BigInt64Array(shared);
  const now = (): number => Number(Atomics.load(instant, 0));
  const MachineDate = Date;
  globalThis.Date = new Proxy(MachineDate, {
    construct: (target, given: unknown[], newTarget) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget) as Date,
    apply: () => new MachineDate(now()).toString(),
    get: (target, key) => (key === "now" ? now : (Reflect.get(target, key) as unknown)),
  });
  // `date.constructor === Date` holds as it did.
  MachineDate.prototype.constructor = globalThis.Date;
}
