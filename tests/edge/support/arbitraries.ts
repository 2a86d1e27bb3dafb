import fc from "fast-check";
import type { EdgeInput } from "../../../testkit/edge/cases.ts";

const SLOT = "0123456789ab";

const period = fc.constantFrom("morning", "midday", "afternoon", "sunset", "evening", "night", "brunch", "");
const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const name = fc.oneof(fc.stringMatching(/^[a-z][a-z0-9]{0,34}$/), fc.string({ maxLength: 5 }));
const year = fc.oneof(fc.constantFrom("2026", "2028", "1900", "2000", "0000"), digits(4));
const month = fc.oneof(fc.constantFrom("02", "05", "12"), digits(2));
const day = fc.oneof(fc.constantFrom("23", "28", "29", "30", "31"), digits(2));
const slug = fc.tuple(year, month, day, name, period).map((parts) => parts.join("-"));

const garbage = fc.constantFrom(
  "%",
  "%2f",
  "%5C",
  "%2e",
  "%252e",
  "%00",
  "%zz",
  "%C3%A9",
  "%c0%af",
  "/",
  "//",
  "..",
  ".",
);
const noise = fc.oneof(garbage, fc.constantFrom("?", "#", "\\", "\n", "é", "\ud800", "A", "-", "waiver", "g", " "));

/** A link with up to three pieces of noise put anywhere into it. */
const mutated = fc
  .tuple(
    slug,
    fc.constantFrom("/waiver", "", "/", "/waiver/", "/WAIVER"),
    fc.array(fc.tuple(fc.nat(80), noise), { maxLength: 3 }),
  )
  .map(([id, end, changes]) =>
    changes.reduce((uri, [at, piece]) => uri.slice(0, at) + piece + uri.slice(at), `/g/${id}${end}`),
  );

const pieces = fc
  .array(
    fc.oneof(
      noise,
      fc.constantFrom("/api", "/api\n", "/g", "/_staging", `/_staging/${SLOT}`, "/charters", "app.js"),
      fc.string(),
    ),
  )
  .map((parts) => "/" + parts.join(""));

/** Any path at all: links with faults, paths of known pieces, and strings of any kind. */
const anyUri = fc.oneof(
  mutated,
  pieces,
  slug.map((id) => `/g/${id}/waiver`),
  slug.map((id) => `/g/${id}`),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: "binary", maxLength: 60 }).map((text) => "/" + text),
  fc.webPath(),
);

const kvs = fc.oneof(
  fc.constant({ live: SLOT, "alias:2026-05-23": "2026-05-23-jane-afternoon" }),
  fc.constant({}),
  fc.constant(null),
  fc.record({ live: fc.string() }),
  // On njs `$` stands before a last line break too.
  fc.constant({ live: `${SLOT}\n`, "alias:2026-05-23": "2026-05-23-jane-afternoon\n" }),
);

/** Also raw signs beyond ASCII, and names that every object has: njs 0.7.9 never ended for some of these. */
const queryText = fc.oneof(
  fc.constantFrom("", "toString", "constructor", "é", "日本", "\u{1F600}", "a b"),
  fc.string(),
  fc.string({ unit: "binary", maxLength: 50 }),
);
const queryValue = fc.record({ value: queryText });
const queryEntry = fc.oneof(
  queryValue,
  fc.record({ value: queryText, multiValue: fc.array(queryValue, { minLength: 2, maxLength: 3 }) }),
);
const query = fc.dictionary(queryText, queryEntry, { maxKeys: 8, noNullPrototype: true });

/** Any viewer request: path, method, query and store. */
export const anyInput: fc.Arbitrary<EdgeInput> = fc
  .record({ uri: anyUri, method: fc.constantFrom("GET", "HEAD", "POST", "PUT", "OPTIONS"), kvs, query })
  .map(toInput);

/** A link that is redirected, with any query: what all of it is written for. */
export const nearMiss: fc.Arbitrary<EdgeInput> = fc
  .record({ query })
  .map((input) => toInput({ ...input, uri: "/g/2026-05-23-jane-afternoon", method: "GET", kvs: {} }));

interface Sent {
  readonly uri: string;
  readonly method: string;
  readonly kvs: EdgeInput["kvs"];
  readonly query: EdgeInput["event"]["request"]["querystring"];
}

function toInput({ uri, method, kvs: store, query: querystring }: Sent): EdgeInput {
  return {
    kvs: store,
    event: {
      version: "1.0",
      context: {
        distributionDomainName: "d111111abcdef8.cloudfront.net",
        distributionId: "EDFDVBD6EXAMPLE",
        eventType: "viewer-request",
        requestId: "EXAMPLEntjQpEXAMPLE==",
      },
      viewer: { ip: "198.51.100.11" },
      request: { method, uri, querystring, headers: { host: { value: "charters.example.com" } }, cookies: {} },
    },
  };
}
