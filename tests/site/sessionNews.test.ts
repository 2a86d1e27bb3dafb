import { afterEach, describe, expect, it, vi } from "vitest";

import { concerns, openSessionNews, type SessionNews } from "../../site/app/sessionNews.ts";
import { SESSION_CHANNEL } from "../../site/device/names.ts";
import { sessionOf } from "./support.ts";

const ADA = "ada@example.com";
const BEN = "ben@example.com";

function newsOf(before: string | null, now: string | null): SessionNews {
  return { before, session: sessionOf(now), expired: false };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("news of who is signed in", () => {
  it.each([
    ["Ada signs out", newsOf(ADA, null), { [ADA]: true, [BEN]: false, nobody: false }],
    ["Ben signs in", newsOf(null, BEN), { [ADA]: true, [BEN]: false, nobody: true }],
    ["Ben replaces Ada", newsOf(ADA, BEN), { [ADA]: true, [BEN]: false, nobody: true }],
  ] as const)("%s: concerns a page that shows …", (_name, news, expected) => {
    const shown = { [ADA]: concerns(news, ADA), [BEN]: concerns(news, BEN), nobody: concerns(news, null) };
    expect(shown).toEqual(expected);
  });

  it("comes to every other page, and not to the one that tells; what is no such news is let pass", async () => {
    const [teller, other] = [openSessionNews(), openSessionNews()];
    const [own, heard]: SessionNews[][] = [[], []];
    teller.hear((news) => own?.push(news));
    const stop = other.hear((news) => heard?.push(news));

    const channel = new BroadcastChannel(SESSION_CHANNEL);
    channel.postMessage({ of: "a newer build" });
    channel.close();
    teller.tell(newsOf(ADA, null));
    await expect.poll(() => heard).toEqual([newsOf(ADA, null)]);
    expect(own).toEqual([]);

    stop();
    teller.close();
    other.close();
  });

  it("is of nobody where the browser lets no page tell another, and breaks nothing", () => {
    const refuse = vi.fn(function () {
      throw new DOMException("The operation is insecure.", "SecurityError");
    });
    vi.stubGlobal("BroadcastChannel", refuse);
    const news = openSessionNews();
    const heard: SessionNews[] = [];
    const stop = news.hear((one) => heard.push(one));
    news.tell(newsOf(null, ADA));
    stop();
    news.close();
    expect(heard).toEqual([]);
    expect(refuse).toHaveBeenCalledOnce();
  });
});
