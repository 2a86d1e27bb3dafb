import { Fault } from "../log.ts";

/** The authority did not answer, or not with a stamp: worth trying again. */
export class AuthorityUnavailable extends Fault {}

/** A token is not the stamp that it should be. */
export class BrokenToken extends Fault {}
