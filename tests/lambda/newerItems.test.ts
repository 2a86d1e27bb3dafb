import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { describe, expect, it } from "vitest";

import { StoredLink } from "../../lambda/accounts/links.ts";
import { StoredPasskey } from "../../lambda/accounts/passkeys.ts";
import { StoredAccount } from "../../lambda/accounts/store.ts";
import { StoredDay as StoredAvailability } from "../../lambda/availability/store.ts";
import { StoredFailedMails, StoredOutbox } from "../../lambda/charter/holder.ts";
import { StoredSignature } from "../../lambda/charter/signatureRecord.ts";
import { StoredEvent, StoredLedger, StoredMoves, StoredSummary } from "../../lambda/charter/stored.ts";
import { StoredDay } from "../../lambda/closeouts/store.ts";
import { StoredSettings } from "../../lambda/company/stored.ts";
import { BrokenItem } from "../../lambda/dynamodb/errors.ts";
import { parseItem } from "../../lambda/dynamodb/items.ts";
import { StoredDevice } from "../../lambda/session/device.ts";
import { StoredPin } from "../../lambda/session/kioskPin.ts";
import { StoredSession } from "../../lambda/session/store.ts";
import { StoredStamp } from "../../lambda/stamps/stampRecord.ts";
import { StoredVessel } from "../../lambda/vessels/store.ts";
import { StoredShownText } from "../../lambda/waiverTexts/shown.ts";
import { StoredDesk, StoredVersion } from "../../lambda/waiverTexts/stored.ts";
import { SignatureRecord } from "../../rules/contract/api/waiver.ts";
import { at, futuresOf, samplesOf, withFuture } from "../support/future.ts";

/** Every schema that an item of the table is read by, under the name that its reader gives it. */
const READERS: readonly (readonly [file: string, name: string, schema: v.GenericSchema])[] = [
  ["accounts/links.ts", "StoredLink", StoredLink],
  ["accounts/passkeys.ts", "StoredPasskey", StoredPasskey],
  ["accounts/store.ts", "StoredAccount", StoredAccount],
  ["availability/store.ts", "StoredDay", StoredAvailability],
  ["charter/holder.ts", "StoredOutbox", StoredOutbox],
  ["charter/holder.ts", "StoredFailedMails", StoredFailedMails],
  ["charter/signatureRecord.ts", "SignatureRecord", SignatureRecord],
  ["charter/signatureRecord.ts", "StoredSignature", StoredSignature],
  ["charter/stored.ts", "StoredEvent", StoredEvent],
  ["charter/stored.ts", "StoredSummary", StoredSummary],
  ["charter/stored.ts", "StoredLedger", StoredLedger],
  ["charter/stored.ts", "StoredMoves", StoredMoves],
  ["closeouts/store.ts", "StoredDay", StoredDay],
  ["company/stored.ts", "StoredSettings", StoredSettings],
  ["crew/day.ts", "StoredSailing", v.pick(StoredEvent, ["status", "crew"])],
  ["waiver/handlers.ts", "StoredSignable", v.pick(StoredEvent, ["status"])],
  ["waiver/mailLimits.ts", "StoredList", v.pick(StoredEvent, ["patrons"])],
  ["reminders/handlers.ts", "StoredPatrons", v.pick(StoredEvent, ["patrons"])],
  ["calendar/charters.ts", "StoredCrew", v.pick(StoredEvent, ["crew"])],
  ["session/device.ts", "StoredDevice", StoredDevice],
  ["session/kioskPin.ts", "StoredPin", StoredPin],
  ["session/store.ts", "StoredSession", StoredSession],
  ["stamps/stampRecord.ts", "StoredStamp", StoredStamp],
  ["vessels/store.ts", "StoredVessel", StoredVessel],
  ["waiverTexts/shown.ts", "StoredShownText", StoredShownText],
  ["waiverTexts/stored.ts", "StoredDesk", StoredDesk],
  ["waiverTexts/stored.ts", "StoredVersion", StoredVersion],
];

/** Readers of a few attributes of their own, in which there is no word. */
const PLAIN = [
  "StoredKey",
  "StoredHistory",
  "StoredCharters",
  "StoredPlace",
  "StoredInstants",
  "StoredCreation",
  "StoredIds",
  "Timestamp",
  "Due",
  "Withheld",
  "StoredWindow",
  "Tries",
];

const LAMBDA = join(import.meta.dirname, "../../lambda");

describe("An item that a newer version wrote", () => {
  it.each(READERS)("is read, and kept as it is: %s %s", (_file, _name, schema) => {
    for (const sample of samplesOf(schema)) {
      expect(parseItem(schema, sample, "sample")).toMatchObject(sample as object);
      const futures = futuresOf(schema, sample);
      expect(futures.length).toBeGreaterThan(0);
      for (const future of futures) {
        const read = parseItem(schema, withFuture(sample, future), "newer sample");
        expect(at(read, future.place), future.place.join(".")).toEqual(future.content);
      }
    }
  });

  it("has no reader that is not in this list", () => {
    const files = readdirSync(LAMBDA, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
    const named = files.flatMap((file) =>
      [
        ...readFileSync(join(LAMBDA, file), "utf8").matchAll(
          /(?:parseItem\(|readPartly\(|readParts\([\w.]+, slug,)\s*([A-Z]\w+)/g,
        ),
      ].map(([, name]) => name),
    );
    const known = new Set([...READERS.map(([, name]) => name), ...PLAIN]);
    expect(named.length).toBeGreaterThan(READERS.length);
    expect(named.filter((name) => name === undefined || !known.has(name))).toEqual([]);
  });

  it("is broken where what every version knows is not what it is", () => {
    const [sample] = samplesOf(StoredEvent);
    const entry = { kind: "payment", id: "0b8f4d4e-6c0f-4d5e-9f3c-5d0f4b1c2a3d" };
    const broken = withFuture(sample, { place: ["payment_log", 0], content: entry });
    expect(() => parseItem(StoredEvent, broken, "charter")).toThrow(BrokenItem);
    expect(() => parseItem(StoredEvent, broken, "charter")).toThrow(/payment_log\.0\.patron/);
  });
});
