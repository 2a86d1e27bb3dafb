import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { answer, askedAbout, hold, isAsked, isFree, leave, watchAsked } from "../../site/forms/unsaved.ts";

let page: EventTarget;
const releases: (() => void)[] = [];

beforeEach(() => {
  page = new EventTarget();
  vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
  vi.stubGlobal("removeEventListener", page.removeEventListener.bind(page));
});
afterEach(() => {
  answer(false);
  for (const release of releases.splice(0)) release();
  vi.unstubAllGlobals();
});

/** A form with something typed in it, or nothing. */
function formWith(typed: { now: boolean }): () => boolean {
  const holds = (): boolean => typed.now;
  releases.push(hold(holds));
  return holds;
}

/** Reloads or closes the page; answers whether the browser asks first. */
function unload(): boolean {
  return !page.dispatchEvent(new Event("beforeunload", { cancelable: true }));
}

describe("leaving what is typed", () => {
  it("goes on at once where nothing is, and asks once where something is", () => {
    const typed = { now: false };
    formWith(typed);
    const go = vi.fn();
    const told = vi.fn();
    releases.push(watchAsked(told));

    leave(go);
    expect([go.mock.calls.length, isAsked(), unload()]).toEqual([1, false, false]);

    typed.now = true;
    leave(go);
    expect([go.mock.calls.length, isAsked(), isFree(), unload()]).toEqual([1, true, false, true]);
    answer(false);
    expect([go.mock.calls.length, isAsked(), isFree()]).toEqual([1, false, false]);

    leave(go);
    answer(true);
    expect([go.mock.calls.length, isAsked(), isFree(), unload()]).toEqual([2, false, true, false]);
    expect(told).toHaveBeenCalledTimes(4);
  });

  it("asks of a dialog about the dialog alone, and keeps asking for the page behind it", () => {
    formWith({ now: true });
    const dialog = formWith({ now: false });
    const [close, go] = [vi.fn(), vi.fn()];

    leave(close, dialog);
    expect([close.mock.calls.length, isAsked()]).toEqual([1, false]);
    leave(go);
    expect(isAsked()).toBe(true);
  });

  it("asks otherwise of what was sent without an answer: it may be on record", () => {
    formWith({ now: true });
    let tried = false;
    releases.push(hold(() => tried && "tried"));
    leave(vi.fn());
    expect([isAsked(), askedAbout()]).toEqual([true, "typed"]);
    answer(false);

    tried = true;
    leave(vi.fn());
    expect([isAsked(), askedAbout(), unload()]).toEqual([true, "tried", true]);
    answer(false);
    expect(askedAbout()).toBe("typed");
  });

  it("lets the browser keep a page for Back that holds no form", () => {
    const remove = vi.spyOn(page, "removeEventListener");
    vi.stubGlobal("removeEventListener", page.removeEventListener.bind(page));
    const release = hold(() => true);
    release();
    expect(remove).toHaveBeenCalledOnce();
    expect(unload()).toBe(false);
  });
});

it("is known of every form of the dashboard", () => {
  const site = join(import.meta.dirname, "../../site");
  const files = readdirSync(site, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".tsx"));
  const forms = files.filter((path) => /<(?:form|textarea)\b/.test(readFileSync(join(site, path), "utf8")));
  const silent = forms.filter((path) => !/\buse(?:Typed|Unsaved)\(/.test(readFileSync(join(site, path), "utf8")));
  // A password is asked for again; Field.tsx is a part of forms; the desk's editor knows what is written on it.
  expect(silent.sort()).toEqual(["forms/Field.tsx", "session/EntranceForm.tsx", "waiverTexts/WritingDesk.tsx"]);
});
