import { isStateChange, type Operation } from "../../rules/contract/api/operation.ts";
import { OPERATION_GROUPS, OPERATIONS } from "../../rules/contract/api/operations.ts";
import { PATH_PARAMETERS } from "../../rules/contract/api/parameters.ts";
import { SESSION_COOKIE_SENT } from "../../rules/contract/cookie.ts";
import { AUTHOR_HEADER, BODY_HASH_HEADER, CLIENT, CLIENT_HEADER } from "../../rules/contract/headers.ts";
import { referToProblems, writeAnswer, writeProblems } from "./answers.ts";
import { byName, refer, type Json } from "./json.ts";
import { AUTHOR_NOTE, CLIENT_NOTE, HASH_NOTE, NO_BODY_NOTE, PREFACE } from "./prose.ts";
import { openShapes, type Write } from "./shapes.ts";

/** Describes the API as OpenAPI 3.1, from the contract's operations and shapes. `version` is the program's. */
export async function openApiDocument(version: string): Promise<Json> {
  const { write, written } = await openShapes();
  const paths = writePaths(write);
  const parameters = writeSharedParameters(write);
  const responses = byName(writeProblems(Object.values(OPERATIONS), write));
  return {
    openapi: "3.1.0",
    info: { title: "Ship Captain Crew", version, description: PREFACE },
    servers: [{ url: "/", description: "The stack's own address." }],
    tags: Object.keys(OPERATION_GROUPS).map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: { session: { type: "apiKey", in: "cookie", name: SESSION_COOKIE_SENT } },
      parameters,
      responses,
      schemas: byName(written()),
    },
  };
}

function writePaths(write: Write): Json {
  const paths: Record<string, Json> = {};
  for (const [tag, group] of Object.entries(OPERATION_GROUPS)) {
    for (const [id, operation] of Object.entries(group) as [string, Operation][]) {
      const methods = (paths[operation.path] ??= {});
      methods[operation.method.toLowerCase()] = { tags: [tag], operationId: id, ...writeOperation(operation, write) };
    }
  }
  return byName(paths);
}

function writeOperation(operation: Operation, write: Write): Json {
  const { summary, description, access, answers } = operation;
  const own = Object.entries(answers).map(([status, answer]) => [status, writeAnswer(answer, write)]);
  return {
    summary,
    ...(description === undefined ? {} : { description }),
    // OpenAPI 3.1 lets a requirement name the roles that are asked for.
    security: access === "public" ? [] : [{ session: [access] }],
    parameters: writeParameters(operation, write),
    ...(isStateChange(operation) ? { requestBody: writeBody(operation, write) } : {}),
    responses: byName({ ...(Object.fromEntries(own) as Json), ...referToProblems(operation) }),
  };
}

function writeParameters(operation: Operation, write: Write): Json[] {
  const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => refer("parameters", name));
  const others = Object.entries(operation.parameters ?? {}).map(([name, parameter]) => ({
    name,
    in: parameter.in,
    required: parameter.required ?? false,
    description: parameter.description,
    schema: write(parameter.schema, "request"),
  }));
  const author = operation.access === "public" ? [] : [AUTHOR_HEADER];
  const headers = [CLIENT_HEADER, BODY_HASH_HEADER, ...author].map((name) => refer("parameters", name));
  return [...inPath, ...others, ...(isStateChange(operation) ? headers : [])];
}

function writeBody({ body }: Operation, write: Write): Json {
  if (body === undefined) return { description: NO_BODY_NOTE, content: { "application/json": {} } };
  return { required: true, content: { "application/json": { schema: write(body, "request") } } };
}

function writeSharedParameters(write: Write): Json {
  const inPath = Object.entries(PATH_PARAMETERS).map(([name, { description, schema }]) => [
    name,
    { name, in: "path", required: true, description, schema: write(schema, "request") },
  ]);
  const header = (name: string, description: string, schema: Json, required = true): Json => ({
    [name]: { name, in: "header", required, description, schema },
  });
  return {
    ...(Object.fromEntries(inPath) as Json),
    ...header(CLIENT_HEADER, CLIENT_NOTE, { const: CLIENT }),
    ...header(BODY_HASH_HEADER, HASH_NOTE, { type: "string", pattern: "^[0-9a-f]{64}$" }),
    ...header(AUTHOR_HEADER, AUTHOR_NOTE, { type: "string" }, false),
  };
}
