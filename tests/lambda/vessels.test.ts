import { describe, expect, it } from "vitest";

import { VesselsResponse, type Vessel } from "../../rules/contract/api/vessel.ts";
import { PARTITIONS } from "../../rules/contract/table.ts";
import { createCharter, readCharter } from "./support/charter.ts";
import { idOf, read, readProblem } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";

const { harness, admin, crew } = useHarness();

const heron = { id: idOf("heron"), name: "Heron", capacity: 6, required_crew: 2 };

async function listed(name: string): Promise<Vessel | undefined> {
  return read(VesselsResponse, await crew.send("GET", "/api/vessels")).vessels.find((vessel) => vessel.name === name);
}

describe("A vessel", () => {
  it("is added once, however often the same request comes", async () => {
    const answers = [await admin.send("POST", "/api/vessels", heron), await admin.send("POST", "/api/vessels", heron)];
    expect(answers.map(({ status }) => status)).toEqual([201, 200]);
    expect(answers[1]?.text).toBe(answers[0]?.text);
    expect(await listed("Heron")).toEqual({ ...heron, retired: false, revision: 1 });
    const other = await admin.send("POST", "/api/vessels", { ...heron, capacity: 7 });
    expect(readProblem(other)).toMatchObject({ status: 409, code: "conflict" });
  });

  it("is changed once, and a retry of the change gets the same answer", async () => {
    const change = { revision: 1, capacity: 8 };
    const answers = [
      await admin.send("PATCH", `/api/vessels/${heron.id}`, change),
      await admin.send("PATCH", `/api/vessels/${heron.id}`, change),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await listed("Heron")).toMatchObject({ capacity: 8, required_crew: 2, revision: 2 });
    expect((await admin.send("POST", "/api/vessels", heron)).status).toBe(200);
    expect((await listed("Heron"))?.capacity).toBe(8);
  });

  it("is not overwritten by somebody who saw her before", async () => {
    const answer = await admin.send("PATCH", `/api/vessels/${heron.id}`, { revision: 1, name: "Old Heron" });
    expect(readProblem(answer)).toMatchObject({ status: 409, code: "stale-revision" });
  });

  it("shares her name with no other that sails, and gives it free when she retires", async () => {
    const twin = { id: idOf("twin"), name: "HERON", capacity: 4, required_crew: 1 };
    expect(readProblem(await admin.send("POST", "/api/vessels", twin)).title).toBe("Another vessel has this name");
    const { revision = 0 } = (await listed("Heron")) ?? {};
    expect((await admin.send("PATCH", `/api/vessels/${heron.id}`, { revision, retired: true })).status).toBe(200);
    expect((await admin.send("POST", "/api/vessels", twin)).status).toBe(201);
    const back = await admin.send("PATCH", `/api/vessels/${heron.id}`, { revision: revision + 1, retired: false });
    expect(readProblem(back).code).toBe("conflict");
    expect((await listed("Heron"))?.retired).toBe(true);
  });

  it("gets a name that several admins give at the same moment only once", async () => {
    const vessel = (n: number) => ({
      id: idOf(`gull ${n}`),
      name: n % 2 === 0 ? "Gull" : "GULL",
      capacity: 6,
      required_crew: 1,
    });
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => admin.send("POST", "/api/vessels", vessel(n))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409, 409, 409]);
    const names = read(VesselsResponse, await crew.send("GET", "/api/vessels")).vessels.map(({ name }) =>
      name.toLowerCase(),
    );
    expect(names.filter((name) => name === "gull")).toHaveLength(1);
  });

  it("gets a name although a request that was giving it has died, a minute later", async () => {
    const lost = {
      event_id: PARTITIONS.vesselNames,
      timestamp: "tern",
      vessel: idOf("lost"),
      expires_at: harness.clock.now.getTime() / 1000 + 60,
    };
    await harness.services.table.putNew(lost);
    const tern = { id: idOf("tern"), name: "Tern", capacity: 6, required_crew: 1 };
    expect((await admin.send("POST", "/api/vessels", tern)).status).toBe(409);
    harness.clock.advance(61_000);
    expect((await admin.send("POST", "/api/vessels", tern)).status).toBe(201);
    expect(
      await harness.services.table.query({ where: "#event_id = :names", values: { names: PARTITIONS.vesselNames } }),
    ).toEqual([]);
  });

  it("must have a name, room for a patron and somebody to sail her", async () => {
    const answer = await admin.send("POST", "/api/vessels", {
      id: idOf("bad"),
      name: " ",
      capacity: 0,
      required_crew: 51,
    });
    expect(readProblem(answer).errors?.map(({ field }) => field)).toEqual(["name", "capacity", "required_crew"]);
  });

  it("that is not there is a 404", async () => {
    for (const id of ["x", idOf("nobody")]) {
      expect((await admin.send("PATCH", `/api/vessels/${id}`, { revision: 1 })).status).toBe(404);
    }
  });
});

describe("A charter", () => {
  it("keeps its vessel, capacity and the crew she needs", async () => {
    const slug = await createCharter(admin, { vessel: "Heron", capacity: 8, required_crew: 2 });
    expect(await readCharter(crew, slug)).toMatchObject({ vessel: "Heron", capacity: 8, required_crew: 2 });
    const { revision } = await readCharter(crew, slug);
    await admin.send("PATCH", `/api/event/${slug}`, { revision, required_crew: null });
    expect((await readCharter(crew, slug)).required_crew).toBeNull();
  });
});
