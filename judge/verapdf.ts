import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import * as v from "valibot";

const run = promisify(execFile);
const CACHE = join(import.meta.dirname, "../node_modules/.cache/judges");

/** veraPDF as its makers publish it for Maven: one file with all that it needs. */
const VERSION = "1.28.2";
const ARTIFACT = `org.verapdf.apps:greenfield-apps:${VERSION}`;
const JAR = join(CACHE, `greenfield-apps-${VERSION}.jar`);
const FETCH = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy";
const REPORT_BYTES = 64 * 1024 * 1024;
const MAIN = "org.verapdf.apps.GreenfieldCliWrapper";

/** What a document can be held to, by veraPDF's names: PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1). */
export const PROFILES = ["2a", "ua1"] as const;
export type Profile = (typeof PROFILES)[number];

/** What of a document breaks a profile. */
export interface Fault {
  readonly file: string;
  /** The rule's clause, what it says, and how often it is broken. */
  readonly rule: string;
}

const Report = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    report: v.object({
      jobs: v.array(
        v.object({
          itemDetails: v.object({ name: v.string() }),
          validationResult: v.optional(
            v.array(
              v.object({
                compliant: v.boolean(),
                details: v.object({
                  ruleSummaries: v.array(
                    v.object({ clause: v.string(), description: v.string(), failedChecks: v.number() }),
                  ),
                }),
              }),
            ),
          ),
        }),
      ),
    }),
  }),
);

/** Brings veraPDF by Maven, once. */
export async function bringVeraPdf(): Promise<void> {
  if (existsSync(JAR)) return;
  await mkdir(CACHE, { recursive: true });
  await run("mvn", ["-q", "-B", FETCH, `-Dartifact=${ARTIFACT}`, `-DoutputDirectory=${CACHE}`]);
}

/** Holds documents to a profile, each whole. Answers what is wrong with them; one that was not judged is wrong, too. */
export async function judge(profile: Profile, paths: readonly string[]): Promise<readonly Fault[]> {
  // It ends with 1 where a document fails, and says why in its report.
  const { stdout } = await run("java", ["-cp", JAR, MAIN, "-f", profile, "--format", "json", ...paths], {
    maxBuffer: REPORT_BYTES,
  }).catch((fault: unknown) => fault as { stdout: string });
  const { jobs } = v.parse(Report, stdout).report;
  return paths.flatMap((path) => {
    const result = jobs.find(({ itemDetails }) => itemDetails.name === path)?.validationResult?.[0];
    const file = basename(path);
    if (result === undefined) return [{ file, rule: "It was not judged." }];
    const broken = result.details.ruleSummaries.map(({ clause, description, failedChecks }) => ({
      file,
      rule: `${clause} (${failedChecks} times): ${description}`,
    }));
    return result.compliant || broken.length > 0 ? broken : [{ file, rule: "It does not comply." }];
  });
}
