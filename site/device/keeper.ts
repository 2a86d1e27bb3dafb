import * as v from "valibot";

/** The browser's storage, as far as it is used here. */
export type OpenStorage = () => Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Keeps one value in the browser's storage, so that a reload loses nothing. Where the browser forbids it, nothing is kept and nothing breaks. */
export function createKeeper<Kept>(key: string, schema: v.GenericSchema<unknown, Kept>, open: OpenStorage) {
  function attempt<T>(act: (storage: ReturnType<OpenStorage>) => T): T | undefined {
    try {
      return act(open());
    } catch {
      // Storage is off (a browser setting), full, or holds something else: what is typed is on the screen all the same.
      return undefined;
    }
  }
  return {
    load: (): Kept | undefined => attempt((storage) => v.parse(schema, JSON.parse(storage.getItem(key) ?? "null"))),
    /** Tells whether it is kept. */
    save: (value: Kept): boolean =>
      attempt((storage) => {
        storage.setItem(key, JSON.stringify(value));
        return true;
      }) ?? false,
    clear: (): void => {
      attempt((storage) => {
        storage.removeItem(key);
      });
    },
  };
}
