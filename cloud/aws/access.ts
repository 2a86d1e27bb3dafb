import { isTemporary, principalOf } from "./accessKeys.ts";
import { decide, type Statement } from "./policy.ts";

/** Who calls with a temporary access key, and what its role may do. Crosses threads. */
export interface Principal {
  /** As AWS names an assumed role: `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`. */
  readonly arn: string;
  readonly statements: readonly Statement[];
  /** The condition keys that hold for whatever it asks. */
  readonly context: Readonly<Record<string, string>>;
}

/** An action on a resource, both as IAM writes them. */
export interface Need {
  readonly action: string;
  readonly resource: string;
}

/** Why a call is refused, in AWS's words; each API puts it into its own shape. */
export interface Refusal {
  readonly code: "AccessDenied" | "UnknownKey";
  readonly message: string;
}

/** Decides what callers may do. */
export interface Access {
  /** Makes principals known, by the part of their access keys that names them; those known before stay, or are replaced. */
  admit(principals: ReadonlyMap<string, Principal>): void;
  /** Says why the owner of an access key may not do all this; undefined when it may. Operators may do anything. */
  refusal(accessKeyId: string, needs: readonly Need[]): Refusal | undefined;
}

/**
 * Opens the decisions, which are remembered: a running function asks for the same few again and again. `onRefusal` hears each
 * refusal, because a function may tell nobody.
 */
export function openAccess(onRefusal: (message: string) => void = () => undefined): Access {
  const known = new Map<string, Principal>();
  const decided = new Map<string, string | undefined>();
  const explain = (name: string, principal: Principal, need: Need): string | undefined => {
    const key = `${name} ${need.action} ${need.resource}`;
    if (!decided.has(key)) decided.set(key, explainRefusal(principal, need));
    return decided.get(key);
  };
  return {
    admit: (principals) => {
      for (const [name, principal] of principals) known.set(name, principal);
      decided.clear();
    },
    refusal: (accessKeyId, needs) => {
      if (!isTemporary(accessKeyId)) return undefined;
      const name = principalOf(accessKeyId);
      const principal = known.get(name);
      if (principal === undefined)
        return { code: "UnknownKey", message: "The security token included in the request is invalid." };
      for (const need of needs) {
        const message = explain(name, principal, need);
        if (message === undefined) continue;
        onRefusal(message);
        return { code: "AccessDenied", message };
      }
      return undefined;
    },
  };
}

/** Says why a principal may not do something; undefined when it may. */
export function explainRefusal(
  { arn, statements, context }: Principal,
  { action, resource }: Need,
): string | undefined {
  const decision = decide(statements, { action, resource, context });
  if (decision === "allowed") return undefined;
  const why =
    decision === "denied"
      ? "with an explicit deny in an identity-based policy"
      : `because no identity-based policy allows the ${action} action`;
  return `User: ${arn} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
}
