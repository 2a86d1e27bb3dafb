/**
 * The types that the program gives its components, as far as others name them: who takes over an existing resource writes
 * them into Pulumi's state. Each is named after what is adopted in it.
 */
export const COMPONENT_TYPES = {
  table: "scc:infra:EventsTable",
  bucket: "scc:infra:Site",
  function: "scc:infra:Api",
  distribution: "scc:infra:Distribution",
} as const;
