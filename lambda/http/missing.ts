import { notFound, ProblemError } from "../problem.ts";
import type { Route } from "./route.ts";

/** Makes the problem of a request that no route takes: the path is unknown (404), or known with other methods (405). */
export function noSuchRoute(routes: readonly Route[], method: string, path: string): ProblemError {
  const methods = routes.filter((route) => toPattern(route.path).test(path)).map((route) => route.method);
  if (methods.length === 0) return notFound("There is nothing here", "Check the address.");
  const allow = [...methods, ...(methods.includes("GET") ? ["HEAD"] : [])].join(", ");
  return new ProblemError(405, "invalid-request", `${method} is not for this address`, `Use ${allow}.`, {
    headers: { allow },
  });
}

function toPattern(path: string): RegExp {
  return new RegExp(`^${path.replace(/:\w+/g, "[^/]+")}$`);
}
