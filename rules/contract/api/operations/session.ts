import { DEVICE_COOKIE_SENT, SESSION_COOKIE_SENT } from "../../cookie.ts";
import { HealthResponse } from "../health.ts";
import { AskedResponse } from "../link.ts";
import type { Operation } from "../operation.ts";
import { CREW_PATH, crewDayPath, crewLinkPath, crewMemberPath, crewSessionsPath } from "../paths/crew.ts";
import { HEALTH_PATH, SESSION_PATH } from "../paths/session.ts";
import { AddCrewRequest, ChangeCrewRequest, CrewResponse, SessionResponse, SignInRequest } from "../session.ts";
import { CrewDayResponse } from "../crew.ts";
import { orWritten } from "../written.ts";

/** Whether it is up, who is there, and who else has an account. */
export const SESSION_OPERATIONS = {
  readHealth: {
    method: "GET",
    path: HEALTH_PATH,
    access: "public",
    summary: "Tells whether the function is up and reaches its table.",
    answers: { 200: { description: "It is.", schema: HealthResponse } },
  },
  readSession: {
    method: "GET",
    path: SESSION_PATH,
    access: "public",
    summary: "Tells who is signed in, and what every page needs to know of company and stack.",
    answers: { 200: { description: "Also when nobody is: `account` is null then.", schema: SessionResponse } },
  },
  signIn: {
    method: "POST",
    path: SESSION_PATH,
    access: "public",
    summary: "Signs in.",
    description:
      "A session that the caller had before ends. A session ends by itself once it was not used for two days, and two weeks after signing in. Tries on a device that the account was used on before are counted for that device alone.",
    body: SignInRequest,
    answers: {
      200: {
        description: "Signed in.",
        schema: SessionResponse,
        headers: {
          "Set-Cookie": `The session, as ${SESSION_COOKIE_SENT}, and the device, as ${DEVICE_COOKIE_SENT}: Secure, HttpOnly, SameSite=Lax.`,
        },
      },
    },
    problems: { 401: ["wrong-sign-in", "code-needed", "wrong-code"], 429: ["throttled"] },
  },
  signOut: {
    method: "DELETE",
    path: SESSION_PATH,
    access: "public",
    summary: "Signs out, on the server too.",
    answers: {
      200: {
        description: "Nobody is signed in any more.",
        schema: SessionResponse,
        headers: { "Set-Cookie": "Takes the cookie away." },
      },
    },
  },
  listCrew: {
    method: "GET",
    path: CREW_PATH,
    access: "crew",
    summary: "Lists everyone with an account that is not disabled.",
    answers: { 200: { description: "By name.", schema: CrewResponse } },
  },
  addCrew: {
    method: "POST",
    path: CREW_PATH,
    access: "admin",
    summary: "Adds an account, and mails its owner a link by which they choose how they sign in.",
    body: AddCrewRequest,
    answers: { 201: { description: "Added; the new list.", schema: orWritten(CrewResponse) } },
    problems: { 409: ["conflict"] },
  },
  changeCrew: {
    method: "PATCH",
    path: crewMemberPath("{account}"),
    access: "admin",
    summary: "Sets what a crew member may do besides, and their role where it is named.",
    description:
      "All of it: what is not named is taken away. A new role ends all sessions of the account; nobody changes their own. The same again changes nothing.",
    body: ChangeCrewRequest,
    answers: { 200: { description: "Changed; the new list.", schema: orWritten(CrewResponse) } },
    problems: { 404: ["not-found"], 409: ["conflict"] },
  },
  sendCrewLink: {
    method: "POST",
    path: crewLinkPath("{account}"),
    access: "admin",
    summary: "Mails the owner of an account a link: the invitation once more, or one to choose a new password.",
    answers: { 200: { description: "Asked for.", schema: AskedResponse } },
    problems: { 404: ["not-found"], 429: ["throttled"] },
  },
  endCrewSessions: {
    method: "DELETE",
    path: crewSessionsPath("{account}"),
    access: "admin",
    summary: "Ends all sessions of an account.",
    answers: { 200: { description: "Ended; the list of accounts.", schema: orWritten(CrewResponse) } },
    problems: { 404: ["not-found"] },
  },
  readCrewDay: {
    method: "GET",
    path: crewDayPath("{date}"),
    access: "crew",
    summary: "Tells who could sail on a day, and the charters of that day and the two around it.",
    answers: { 200: { description: "The day. Only an admin sees what others answered.", schema: CrewDayResponse } },
    problems: { 400: ["invalid-request"] },
  },
} as const satisfies Record<string, Operation>;
