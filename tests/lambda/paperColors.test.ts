import { expect, it } from "vitest";

import { sRgbProfile } from "../../lambda/paper/colors.ts";

/** A number with 16 bits before and 16 behind the point. */
const fixedAt = (profile: Buffer, at: number): number => profile.readInt32BE(at) / 65_536;

/** Where each tag's data lies. */
function directoryOf(profile: Buffer): ReadonlyMap<string, { readonly at: number; readonly length: number }> {
  const count = profile.readUInt32BE(128);
  return new Map(
    Array.from({ length: count }, (_, index) => {
      const entry = 132 + index * 12;
      const place = { at: profile.readUInt32BE(entry + 4), length: profile.readUInt32BE(entry + 8) };
      return [profile.toString("latin1", entry, entry + 4), place] as const;
    }),
  );
}

it("The profile of sRGB is one by the ICC's rules: its size, its signature, and each tag inside it and on four bytes", () => {
  const profile = sRgbProfile();
  expect(profile.readUInt32BE(0)).toBe(profile.length);
  expect(profile.toString("latin1", 36, 40)).toBe("acsp");
  const directory = directoryOf(profile);
  expect([...directory.keys()].sort()).toEqual(
    ["bTRC", "bXYZ", "chad", "cprt", "desc", "gTRC", "gXYZ", "rTRC", "rXYZ", "wtpt"].sort(),
  );
  for (const { at, length } of directory.values()) expect([at % 4, at + length <= profile.length]).toEqual([0, true]);
});

it("Its primaries make its white, and its curve has no step where it bends", () => {
  const profile = sRgbProfile();
  const directory = directoryOf(profile);
  const read = (tag: string, from: number, count: number): number[] =>
    Array.from({ length: count }, (_, index) => fixedAt(profile, (directory.get(tag)?.at ?? 0) + from + index * 4));
  const [red, green, blue, white] = ["rXYZ", "gXYZ", "bXYZ", "wtpt"].map((tag) => read(tag, 8, 3));
  for (const axis of [0, 1, 2])
    expect((red?.[axis] ?? 0) + (green?.[axis] ?? 0) + (blue?.[axis] ?? 0)).toBeCloseTo(white?.[axis] ?? 0, 3);
  const [g = 0, a = 0, b = 0, c = 0, d = 0] = read("rTRC", 12, 5);
  expect((a * d + b) ** g).toBeCloseTo(c * d, 4);
  expect((a + b) ** g).toBeCloseTo(1, 3);
});
