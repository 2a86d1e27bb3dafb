import { PDFHexString, PDFName, type PDFDocument } from "@cantoo/pdf-lib";

/**
 * Says what a document's colors are, so that its grays are the same grays wherever it is printed: sRGB, which PDF/A wants
 * told in the document itself (ISO 19005-2, 6.2.3).
 */
export function writeOutputIntent(pdf: PDFDocument): void {
  const { context, catalog } = pdf;
  const profile = context.register(context.flateStream(sRgbProfile(), { N: 3 }));
  const intent = context.obj({ Type: "OutputIntent", S: "GTS_PDFA1", DestOutputProfile: profile });
  intent.set(PDFName.of("OutputConditionIdentifier"), PDFHexString.fromText("sRGB"));
  intent.set(PDFName.of("Info"), PDFHexString.fromText("sRGB IEC61966-2.1"));
  catalog.set(PDFName.of("OutputIntents"), context.obj([intent]));
}

type Xyz = readonly [x: number, y: number, z: number];

const HEADER_BYTES = 128;
const ENTRY_BYTES = 12;
/** The white that profiles are told against. */
const D50: Xyz = [0.9642, 1, 0.8249];
/** From the white of sRGB, D65, to D50, after Bradford. */
const ADAPTATION = [1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168];
/** The primaries of sRGB, adapted so. Each column sums up to the white. */
const PRIMARIES: Readonly<Record<"rXYZ" | "gXYZ" | "bXYZ", Xyz>> = {
  rXYZ: [0.43607, 0.22249, 0.01392],
  gXYZ: [0.38515, 0.71687, 0.09708],
  bXYZ: [0.14307, 0.06061, 0.7141],
};
/** From a stored value to light: `((x + 0.055) / 1.055) ^ 2.4` above 0.04045, and `x / 12.92` below. */
const CURVE = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045];

/**
 * Writes sRGB as a profile of the ICC's version 4, in 496 bytes: three primaries, one curve and the white.
 * Source: ICC.1:2010; IEC 61966-2-1.
 */
export function sRgbProfile(): Buffer {
  const curve = typed("para", [u16(3), u16(0), ...CURVE.map(fixed)]);
  const tags: readonly (readonly [string, Buffer])[] = [
    ["desc", words("sRGB")],
    ["cprt", words("No copyright")],
    ["wtpt", xyz(D50)],
    ["chad", typed("sf32", ADAPTATION.map(fixed))],
    ...Object.entries(PRIMARIES).map(([tag, at]) => [tag, xyz(at)] as const),
    ...["rTRC", "gTRC", "bTRC"].map((tag) => [tag, curve] as const),
  ];
  // The three curves are one.
  const parts = [...new Set(tags.map(([, data]) => data))];
  const start = HEADER_BYTES + 4 + tags.length * ENTRY_BYTES;
  const placeOf = (data: Buffer): number =>
    start + parts.slice(0, parts.indexOf(data)).reduce((sum, { length }) => sum + length, 0);
  const directory = tags.map(([tag, data]) => Buffer.concat([latin(tag), u32(placeOf(data)), u32(data.length)]));
  const body = Buffer.concat([u32(tags.length), ...directory, ...parts]);
  return Buffer.concat([header(HEADER_BYTES + body.length), body]);
}

function header(size: number): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES);
  bytes.writeUInt32BE(size, 0);
  // Version 4.3, for a display, from RGB to XYZ, made on a day that never changes.
  bytes.writeUInt32BE(0x04300000, 8);
  bytes.write("mntrRGB XYZ ", 12, "latin1");
  [2026, 1, 1].forEach((part, index) => bytes.writeUInt16BE(part, 24 + index * 2));
  bytes.write("acsp", 36, "latin1");
  Buffer.concat(D50.map(fixed)).copy(bytes, 68);
  return bytes;
}

function words(text: string): Buffer {
  const utf16 = Buffer.from(text, "utf16le").swap16();
  return typed("mluc", [u32(1), u32(12), latin("enUS"), u32(utf16.length), u32(28), utf16]);
}

function xyz(at: Xyz): Buffer {
  return typed("XYZ ", at.map(fixed));
}

/** Each begins at a multiple of four bytes. */
function typed(type: string, parts: readonly Buffer[]): Buffer {
  const data = Buffer.concat([latin(type), u32(0), ...parts]);
  return Buffer.concat([data, Buffer.alloc(-data.length & 3)]);
}

function latin(text: string): Buffer {
  return Buffer.from(text, "latin1");
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** A number with 16 bits before and 16 behind the point. */
function fixed(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(Math.round(value * 65_536));
  return bytes;
}
