import { describe, expect, it } from "vitest";

import { chooseVessel, offeredVessels, readVessel } from "../../site/vessels/vesselValues.ts";
import { idOf } from "./support.ts";

const heron = { id: idOf(1), name: "Heron", capacity: 6, required_crew: 2, retired: false, revision: 1 };
const TYPED = { name: " Heron ", capacity: "6", required_crew: "2" };

describe("the vessel form", () => {
  it("reads a name and whole numbers", () => {
    expect(readVessel(TYPED, idOf(1))).toEqual({
      ok: true,
      request: { id: idOf(1), name: "Heron", capacity: 6, required_crew: 2 },
    });
  });

  it("names every field that is empty or no whole number", () => {
    const read = readVessel({ name: " ", capacity: "", required_crew: "1.5" }, idOf(1));

    expect(read.ok ? [] : Object.keys(read.errors)).toEqual(["name", "capacity", "required_crew"]);
  });
});

describe("the vessel of a charter", () => {
  it("brings her capacity and crew along", () => {
    expect(chooseVessel(heron)).toEqual({ vessel: "Heron", capacity: "6", required_crew: "2" });
  });

  it("is one in service, or the one the charter has already", () => {
    const old = { ...heron, name: "Old Heron", retired: true };

    expect(offeredVessels([heron, old], "")).toEqual(["Heron"]);
    expect(offeredVessels([heron, old], "Old Heron")).toEqual(["Old Heron", "Heron"]);
    expect(offeredVessels([heron], "Heron")).toEqual(["Heron"]);
  });
});
