import type { Principal } from "../aws/access.ts";
import { credentialsOf, nameOfPrincipal, type Credentials } from "../aws/accessKeys.ts";
import type { Roles } from "../iam/roles.ts";

/** A function as one of its versions runs: with a role. */
export interface RoleOwner {
  readonly functionName: string;
  /** The role's ARN. */
  readonly role: string;
}

/** Lets functions call AWS in the name of their roles. */
export interface FunctionRoles {
  /** Makes owners known to everything that they can call; a role that Lambda may not assume is an error. */
  admit(owners: readonly RoleOwner[]): Promise<void>;
  /** Makes the credentials of an execution environment, by its number. */
  credentials(owner: RoleOwner, environment: number): Credentials;
}

/** Opens the roles of functions. `admit` tells whoever decides over calls which principals there are, by their names. */
export function openFunctionRoles(
  roles: Roles,
  admit: (principals: ReadonlyMap<string, Principal>) => Promise<void>,
): FunctionRoles {
  const principalOf = ({ role, functionName }: RoleOwner): Principal => roles.assume(role, functionName);
  return {
    admit: async (owners) => {
      // Lambda sends no condition keys when it assumes a role.
      const refused = owners.find(({ role }) => !roles.trusts(role, { service: "lambda.amazonaws.com", context: {} }));
      if (refused !== undefined)
        throw new Error(`The role defined for the function cannot be assumed by Lambda: ${refused.role}`);
      const principals = owners.map(principalOf);
      await admit(new Map(principals.map((principal) => [nameOfPrincipal(principal.arn), principal])));
    },
    credentials: (owner, environment) => credentialsOf(nameOfPrincipal(principalOf(owner).arn), environment),
  };
}
