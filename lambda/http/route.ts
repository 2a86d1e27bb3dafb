import type { Context } from "hono";

import type { Access, Account } from "../../rules/contract/api/session.ts";

/** What the hosts of the app may hand in with a request. */
interface Bindings {
  readonly requestId?: string;
}

export interface AppTypes {
  Bindings: Bindings;
  Variables: { requestId: string; route: string };
}

/** Who calls, and by which of their sessions. */
export interface Caller extends Account {
  readonly session: {
    /** SHA-256 of its token, in hex. */
    readonly id: string;
    /** When its owner last proved who they are. */
    readonly opened_at: string;
  };
}

export type Call = Context<AppTypes>;
type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

interface RoutePlace {
  readonly method: Method;
  /** Hono's pattern; parameters as `:name`. */
  readonly path: string;
}

interface PublicRoute extends RoutePlace {
  readonly access: Extract<Access, "public">;
  readonly handle: (call: Call) => Promise<Response>;
}

interface SignedInRoute extends RoutePlace {
  readonly access: Exclude<Access, "public">;
  /** Whether the caller must have signed in just now. */
  readonly fresh: boolean;
  readonly handle: (call: Call, caller: Caller) => Promise<Response>;
}

/** One route with who may use it. A route without `access` does not compile, and only a signed-in one sees an account. */
export type Route = PublicRoute | SignedInRoute;
