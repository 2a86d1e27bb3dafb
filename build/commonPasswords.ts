import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { foldPassword } from "../rules/accounts/password.ts";
import { countCharacters, PASSWORD_MIN } from "../rules/contract/api/password.ts";

/**
 * Writes lambda/accounts/commonHashes.ts from a list of passwords, one a line, the most common first:
 *
 *   node --import tsx build/commonPasswords.ts passwords.txt
 *
 * Kept are those that are long enough for us, and of each the beginning of its SHA-256: nobody can read there what people
 * chose, and by chance one password in hundreds of millions is refused that is not in the list.
 */
const HASH_BYTES = 5;
const TARGET = fileURLToPath(new URL("../lambda/accounts/commonHashes.ts", import.meta.url));

const [, , source = ""] = process.argv;
const lines = (await readFile(source, "utf8")).split(/\r?\n/);
const folded = new Set(lines.map(foldPassword).filter((password) => countCharacters(password) >= PASSWORD_MIN));
const hashes = [...folded].map((password) => createHash("sha256").update(password).digest().subarray(0, HASH_BYTES));
const joined = Buffer.concat(hashes.sort((a, b) => Buffer.compare(a, b))).toString("base64");
await writeFile(
  TARGET,
  `/** Written by build/commonPasswords.ts: ${folded.size} passwords, of each the first ${HASH_BYTES} bytes of its SHA-256, in Base64. */\n` +
    `export const HASH_BYTES = ${HASH_BYTES};\nexport const COMMON_HASHES =\n  "${joined}";\n`,
);
console.log(`${folded.size} passwords`);
