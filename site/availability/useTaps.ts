import { useRef, useState } from "preact/hooks";

import { explain } from "../api/failure.ts";
import { useApp } from "../context.ts";
import { dayLabel } from "../labels.ts";
import type { Said, Sayable } from "./answers.ts";
import { setAvailability } from "./calls.ts";

/** Shows a tap before the server has answered, sends them in order, and takes one back that did not get through. */
export function useTaps() {
  const { client, announce } = useApp();
  const [taps, setTaps] = useState<ReadonlyMap<string, Said>>(new Map());
  /** Days of what the server has not answered yet, once for each tap. */
  const [onTheirWay, setOnTheirWay] = useState<readonly string[]>([]);
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  const show = (date: string, said: Said): void => {
    setTaps((before) => new Map([...before, [date, said]]));
  };
  function say(date: string, said: Sayable, before: Said): void {
    show(date, said);
    setOnTheirWay((before) => [...before, date]);
    turn.current = turn.current
      .then(() => setAvailability(client, date, said))
      .then((result) => {
        setOnTheirWay((before) => before.filter((_, place) => place !== before.indexOf(date)));
        if (result.ok) return;
        show(date, before);
        announce({ tone: "bad", text: `${dayLabel(date)} was not saved. ${explain(result).detail}` });
      });
  }
  return { taps, onTheirWay, say } as const;
}
