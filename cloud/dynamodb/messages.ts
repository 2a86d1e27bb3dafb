/** What the table's thread says to the cloud. */
export type EngineMessage = { kind: "listening"; port: number } | { kind: "fault"; text: string };
