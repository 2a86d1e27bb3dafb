import {
  briefingPlace,
  callOffPlace,
  departurePlace,
  detailsPlace,
  paymentPlace,
  receiptPlace,
  revisedDetails,
} from "../../lambda/charter/sealed.ts";
import type { StoredEvent } from "../../lambda/charter/stored.ts";
import { judgeRevision } from "../../lambda/seals/revisionSeal.ts";
import { sealOf } from "../../lambda/seals/seal.ts";
import { DepartureEntry } from "../../rules/contract/api/departure.ts";
import { isKnownKind } from "../../rules/contract/newer.ts";
import { departureState, dockOf } from "../../rules/departure/state.ts";
import type { Plain } from "../data/plain.ts";
import type { Problem } from "./findings.ts";
import { verifyMoves } from "./moves.ts";
import {
  isItem,
  lengthUntil,
  listIn,
  unsealedOf,
  verifyAppended,
  verifyList,
  verifyStoredHead,
  type SealsLooked,
} from "./seals.ts";

type Item = Readonly<Record<string, Plain>>;

/** Recomputes all seals on a charter's item, over what is stored: money, departures, the briefing and the details. */
export function verifyCharterSeals(item: Item, event: StoredEvent): SealsLooked {
  const looked = [
    verifyMoneySeals(item, event),
    verifyDepartureSeals(item, event),
    verifyBriefing(item, event),
    verifyDetails(item, event.event_id),
    verifyMoves(item, event),
    verifyCallOffs(item, event),
  ];
  return {
    problems: looked.flatMap(({ problems }) => problems),
    unsealed: looked.flatMap(({ unsealed }) => unsealed),
  };
}

function verifyMoneySeals(item: Item, { event_id: slug, payment_log }: StoredEvent): SealsLooked {
  const place = paymentPlace(slug);
  const ledger = verifyList({
    place,
    words: ["ledger entry", "ledger entries"],
    entries: listIn(item, "payment_log"),
    sealed: numberIn(item, "payment_seals"),
    when: ({ recorded_at }) => recorded_at,
  });
  const receipts = verifyList({
    place: receiptPlace(slug),
    words: ["receipt", "receipts"],
    entries: listIn(item, "receipt_log"),
    sealed: numberIn(item, "receipt_seals"),
    when: ({ requested_at }) => requested_at,
  });
  const corrected = lengthUntil(payment_log, ({ kind, seal }) => kind !== "payment" && seal !== undefined);
  const head = verifyStoredHead(
    { place, many: "ledger entries", entries: payment_log },
    { text: item["payment_head"], until: corrected },
  );
  return {
    problems: [...ledger.problems, ...head, ...receipts.problems, ...verifyReceiptIds(item)],
    unsealed: [...ledger.unsealed, ...receipts.unsealed],
  };
}

function verifyReceiptIds(item: Item): Problem[] {
  const stored = item["receipt_ids"];
  const named = stored instanceof Set ? [...(stored as ReadonlySet<string>)] : [];
  const logged = listIn(item, "receipt_log").flatMap((receipt) => (isItem(receipt) ? [receipt["id"]] : []));
  const same = named.length === new Set(logged).size && named.every((id) => logged.includes(id));
  return same ? [] : [{ text: "Its receipts are not those that its set of receipt ids names." }];
}

function verifyDepartureSeals(item: Item, { event_id: slug, departures, dock }: StoredEvent): SealsLooked {
  const place = departurePlace(slug);
  const words = ["departure entry", "departure entries"] as const;
  const { problems, unsealed } = verifyAppended(item, "departures", {
    place,
    words,
    entries: departures,
    when: ({ received_at }) => received_at,
  });
  const computed = dockOf(departures);
  // Where it stands by what a newer version wrote, or one before there were seals, that version knew.
  const isKnown = departures.every((entry) => isKnownKind(DepartureEntry, entry) && entry.seal !== undefined);
  const docked =
    computed === dock || !isKnown
      ? []
      : [
          {
            text: `The month list shows it as ${dock ?? "at the dock"}, and by its departure entries it is ${computed ?? "at the dock"}.`,
            stored: dock ?? "at the dock",
            computed: computed ?? "at the dock",
          },
        ];
  return { problems: [...problems, ...docked], unsealed };
}

function verifyCallOffs(item: Item, { event_id: home, call_off_log: entries }: StoredEvent): SealsLooked {
  const words = ["calling off", "callings off"] as const;
  return verifyAppended(item, "call_off_log", { place: callOffPlace(home), words, entries, when: ({ at }) => at });
}

function verifyBriefing(item: Item, { event_id: slug, departures }: StoredEvent): SealsLooked {
  const { briefing } = item;
  if (!isItem(briefing)) {
    // What a departure relies on cannot be taken back.
    const relied = departureState(departures).departed?.briefing?.given === true;
    const problems = relied ? [{ text: "It departed with a safety briefing, and holds none." }] : [];
    return { problems, unsealed: [] };
  }
  const { seal, received_at } = briefing;
  if (seal === undefined) return { problems: [], unsealed: [unsealedOf(["briefing", "briefings"], [received_at])] };
  return {
    problems:
      seal === sealOf(briefingPlace(slug), briefing)
        ? []
        : [{ text: "Its safety briefing was changed after it was recorded: its seal is not that of what it holds." }],
    unsealed: [],
  };
}

function verifyDetails(item: Item, slug: string): SealsLooked {
  const { details_seal: text, changed_at } = item;
  const words = ["charter's details", "charters' details"] as const;
  switch (judgeRevision(detailsPlace(slug), revisedDetails(item), typeof text === "string" ? text : undefined)) {
    case "sound":
      return { problems: [], unsealed: [] };
    case "changed":
      return {
        problems: [
          {
            text: "Its details (title, start, vessel, capacity, price, status, note, crew) were changed past this program: their seal is not that of what they are.",
          },
        ],
        unsealed: [],
      };
    case "later":
    case "unsealed":
      return { problems: [], unsealed: [unsealedOf(words, [changed_at])] };
  }
}

function numberIn(item: Item, name: string): number {
  const number = item[name];
  return typeof number === "number" ? number : 0;
}
