import { SESSION_PATH } from "../../rules/contract/api/paths/session.ts";
import { BODY_BYTES_MAX } from "../../rules/contract/function.ts";
import {
  AUTHOR_HEADER,
  BODY_HASH_HEADER,
  CLIENT,
  CLIENT_HEADER,
  PROBLEM_MEDIA_TYPE,
} from "../../rules/contract/headers.ts";

/** What holds for all operations alike, in CommonMark. */
export const PREFACE = `
Charters, waivers and payments of a small sailing company. Everything that the dashboard and the waiver page do goes through
this description; a program of your own can do the same.

**Signing in.** \`POST ${SESSION_PATH}\` answers with a cookie, which every other request carries. An operation's security names
the role it asks for: what is open to \`crew\` is open to \`admin\` too. Without a session the answer is 401, with too small a
role 403.

**Changing something.** Every request but GET and HEAD carries \`content-type: application/json\`, the header
\`${CLIENT_HEADER}: ${CLIENT}\` (else 403) and \`${BODY_HASH_HEADER}\`, the SHA-256 of its body in lower-case hex, of no bytes
where it has none. CloudFront signs the request to the function with that hash; without it AWS answers 403 by itself, with a
body of its own that is no problem. \`${AUTHOR_HEADER}\` may name the account in whose name the change was made: if another
one is signed in by then, nothing is changed, and the answer is a 409 \`other-author\`. A body has at most ${BODY_BYTES_MAX} bytes, and no field that is not described.

**Sending it again.** Ids are UUIDs that the client makes before it sends. The same request with the same id is answered as
the first time, with 200 where that was 201; the same id with other content is a 409. So a request without an answer can
simply be sent again. A \`revision\` is the one that was read; if somebody changed the thing meanwhile, nothing is overwritten.

**Values.** Amounts are whole cents of the company's currency. Instants are UTC with milliseconds, days and clock times the
company's own. Lengths count UTF-16 units, of the text without the space around it. Answers may gain fields: ignore what you
do not know.

**Problems.** What is refused is answered as \`${PROBLEM_MEDIA_TYPE}\`, RFC 9457. Act on \`type\`; \`title\` and \`detail\` are
for the person at the screen, and may change. Beside those of each operation: a path that does not exist is a 404
\`not-found\`, a method that is not for a path a 405 \`invalid-request\` with an \`Allow\` header. A path that can be read in
two ways never gets here: the edge answers 400 in plain text.

**Caching.** No answer may be stored unless it says so. GET operations answer HEAD as well, without a body.
`.trim();

export const CLIENT_NOTE =
  "Says that the request comes from a program that means it: a form or link of another site cannot send it.";
export const HASH_NOTE = "The SHA-256 of the body in lower-case hex; of no bytes where there is no body.";
export const AUTHOR_NOTE =
  "The e-mail address of the account in whose name the change was made, percent-encoded. Without it, it is that of whoever is signed in.";
export const NO_BODY_NOTE = "No body is read. The content type must be application/json all the same.";
