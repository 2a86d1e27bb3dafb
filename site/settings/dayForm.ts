import type { ChangeSettingsRequest, SettingsResponse } from "../../rules/contract/api/settings.ts";
import { METHODS, type Method } from "../../rules/contract/api/payment.ts";
import { PERIODS, type Period } from "../../rules/contract/slug.ts";
import type { Read } from "../forms/read.ts";
import { clockLabel, methodLabel, periodLabel } from "../labels.ts";
import type { Lines } from "./meanwhile.ts";

/** What an admin chooses of a charter's day: usual starts, "" for none, and the ways of paying. */
export interface DayValues {
  readonly starts: Readonly<Record<Period, string>>;
  readonly methods: readonly Method[];
}

/** What the form is filled with. */
export function dayValues({ set }: Pick<SettingsResponse, "set">): DayValues {
  const start = (period: Period): string => set.start_times?.[period] ?? "";
  const methods = METHODS.filter((method) => set.methods?.includes(method) !== false);
  return {
    starts: {
      morning: start("morning"),
      midday: start("midday"),
      afternoon: start("afternoon"),
      sunset: start("sunset"),
      evening: start("evening"),
      night: start("night"),
    },
    methods,
  };
}

/** Says the values in words. */
export function dayLines({ starts, methods }: DayValues): Lines {
  const told = PERIODS.filter((period) => starts[period] !== "");
  return {
    "Usual starts": told.map((period) => `${periodLabel(period)} ${clockLabel(starts[period])}`).join(", "),
    "Ways of paying": methods.map(methodLabel).join(", "),
  };
}

/** Reads the form: only what differs from what it was filled with. All ways of paying are the same as none said. */
export function readDay(values: DayValues, before: DayValues, revision: number): Read<ChangeSettingsRequest> {
  if (values.methods.length === 0) return { ok: false, errors: { methods: "Leave at least one." } };
  const [old, now] = [dayLines(before), dayLines(values)];
  const starts = Object.fromEntries(Object.entries(values.starts).filter(([, start]) => start !== ""));
  const isEmpty = Object.keys(starts).length === 0;
  return {
    ok: true,
    request: {
      revision,
      ...(now["Usual starts"] === old["Usual starts"] ? {} : { start_times: isEmpty ? null : starts }),
      ...(now["Ways of paying"] === old["Ways of paying"]
        ? {}
        : { methods: values.methods.length === METHODS.length ? null : [...values.methods] }),
    },
  };
}
