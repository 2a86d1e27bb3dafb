/** Stands for an object that is there later, or for one after the other: each of its fields is looked up when it is asked for. */
export function standIn<T extends object>(name: string, now: () => T | undefined): T {
  const found = (): T => {
    const object = now();
    if (object === undefined) throw new Error(`The ${name} runs while tests do, not while they are collected.`);
    return object;
  };
  // It has the fields of whatever it stands for, and none of its own.
  return new Proxy({} as T, { get: (_none, key) => Reflect.get(found(), key) as unknown });
}
