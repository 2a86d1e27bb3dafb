import * as v from "valibot";

import { SLOT_INDEX, SLOT_PLACEHOLDER } from "../../rules/contract/slots.ts";
import { isWord } from "../offline/entry.ts";
import { openStore } from "../offline/database.ts";
import { overruledBy } from "../offline/overruledBy.ts";
import { ANSWERS_CACHE, ownFile, QUEUE_NAME, WAIVERS_CACHE } from "../device/names.ts";
import { keepTold } from "../offline/keptAnswers.ts";
import { postWrite, sendRound } from "../offline/sender.ts";
import { answerRead, askNetwork, type Network } from "./answers.ts";
import { createLateAnswers } from "./lateAnswers.ts";
import { createPatience } from "../device/patience.ts";
import { AnsweredMessage, KeepMessage } from "../offline/messages.ts";
import { treatmentOf } from "./requests.ts";
import { scope } from "./scope.ts";

/** The dashboard's files inside the slot; the build writes them here. */
declare const SHELL_FILES: readonly string[];

/** Starts the name of every slot's cache of the dashboard's own files. */
const SHELL_PREFIX = "scc-shell-";
const SHELL_CACHE = SHELL_PREFIX + SLOT_PLACEHOLDER;

const now = (): Date => new Date();
const network: Network = {
  fetch: (request) => fetch(request),
  now,
  patience: createPatience(now),
  late: createLateAnswers(now, () => {
    tellPages();
  }),
};

scope.addEventListener("install", (event) => {
  event.waitUntil(install());
});
scope.addEventListener("activate", (event) => {
  event.waitUntil(activate());
});
scope.addEventListener("message", (event) => {
  if (v.is(AnsweredMessage, event.data)) network.patience.answered();
  else event.waitUntil(keepWhatWasRead(event.data));
});
scope.addEventListener("sync", (event) => {
  if (event.tag === QUEUE_NAME) event.waitUntil(sendInBackground());
});
scope.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") network.late.drop();
  const answer = answerTo(event.request);
  if (answer !== undefined) event.respondWith(answer);
});

function answerTo(request: Request): Promise<Response> | undefined {
  switch (treatmentOf(request, scope.location.origin)) {
    case "page":
      return showPage(request);
    case "kiosk":
      return showKiosk(request);
    case "asset":
      return giveAsset(request);
    case "answer":
      return caches.open(ANSWERS_CACHE).then((cache) => answerRead(network, cache, request));
    case "none":
      return undefined;
  }
}

async function install(): Promise<void> {
  const shell = await caches.open(SHELL_CACHE);
  await shell.addAll(SHELL_FILES.map((path) => new Request(ownFile(path), { cache: "no-cache" })));
  // A page loads its own slot's files whichever worker is in charge, so the new one need not wait for old pages to close.
  await scope.skipWaiting();
}

async function activate(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(SHELL_PREFIX) && name !== SHELL_CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await scope.clients.claim();
}

/** The live dashboard; the one on this device only where there is no network. So a promoted build, or a rollback, shows at once. */
async function showPage(request: Request): Promise<Response> {
  const live = await askNetwork(network, request);
  return live ?? (await caches.match(ownFile(SLOT_INDEX))) ?? fetch(request);
}

async function showKiosk(request: Request): Promise<Response> {
  const live = await askNetwork(network, request);
  if (live !== undefined) return live;
  const pages = await caches.open(WAIVERS_CACHE);
  return (
    (await pages.match(request, { ignoreVary: true })) ??
    (await pages.match(request, { ignoreSearch: true, ignoreVary: true })) ??
    notReady()
  );
}

function notReady(): Response {
  const text =
    "There is no signal, and this waiver was not made ready for offline. Open the charter once where there is a signal.";
  return new Response(text, { status: 503, headers: { "content-type": "text/plain; charset=utf-8" } });
}

/** A slot's files never change, so whichever cache has one is right. */
async function giveAsset(request: Request): Promise<Response> {
  return (await caches.match(request.url, { ignoreVary: true })) ?? fetch(request);
}

/** Fetches what a page read before this worker could keep it. What is no answer to be kept is left out. */
async function keepWhatWasRead(message: unknown): Promise<void> {
  const told = v.safeParse(KeepMessage, message);
  if (!told.success) return;
  const requests = told.output.keep.map((path) => new Request(path, { headers: { accept: "application/json" } }));
  const wanted = requests.filter((request) => treatmentOf(request, scope.location.origin) === "answer");
  const cache = await caches.open(ANSWERS_CACHE);
  await Promise.allSettled(wanted.map((request) => answerRead(network, cache, request)));
}

/** Every page of this device looks again, and hears what was answered. */
function tellPages(message: unknown = "changed"): void {
  const channel = new BroadcastChannel(QUEUE_NAME);
  channel.postMessage(message);
  channel.close();
}

async function sendInBackground(): Promise<void> {
  const end = await navigator.locks.request(QUEUE_NAME, async () => {
    const store = await openStore();
    try {
      return await sendRound({
        store,
        post: postWrite,
        keep: (write, answer) => keepTold(write, answer, now()),
        onAnswer: async ({ write }, _verdict, result) => {
          if (!result.ok || !isWord(write)) return;
          const found = overruledBy(result.data, write);
          if (found !== undefined) await store.keepForPages(found.id, JSON.stringify(found)).catch(() => undefined);
          tellPages({ write, answer: result.data });
        },
      });
    } finally {
      store.close();
    }
  });
  tellPages();
  // A rejection tells the browser to try again.
  if (end === "later") throw new Error("The server was not reached.");
}
