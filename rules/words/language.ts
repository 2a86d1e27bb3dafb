import * as v from "valibot";

/** The languages that patrons read, each by its BCP 47 name. The first is the one for everybody else. */
export const LANGUAGES = ["en", "es"] as const;
export const Language = v.picklist(LANGUAGES);
export type Language = v.InferOutput<typeof Language>;

/**
 * Picks the language of a page: the one that was asked for by `?lang=`, else the first of the browser's own
 * (`Accept-Language`, RFC 9110 12.5.4) that there is, else English.
 */
export function pickLanguage(asked: string | undefined, acceptLanguage: string | undefined): Language {
  return findLanguage(asked) ?? preferred(acceptLanguage ?? "") ?? LANGUAGES[0];
}

/** Finds the language that a name such as `es` or `ES-mx` stands for, if there is one. */
export function findLanguage(name: string | undefined): Language | undefined {
  const primary = name?.trim().toLowerCase().split("-")[0];
  return LANGUAGES.find((language) => language === primary);
}

/** Gives the language to write in for somebody who chose one that only a newer version has. */
export function languageFor(chosen: string): Language {
  return findLanguage(chosen) ?? LANGUAGES[0];
}

function preferred(header: string): Language | undefined {
  const wishes = header.split(",").map((part) => {
    const [name = "", ...parameters] = part.split(";");
    const weight = parameters.map((text) => /^\s*q=([\d.]+)\s*$/.exec(text)?.[1]).find((text) => text !== undefined);
    return { language: findLanguage(name), weight: Number(weight ?? 1) };
  });
  // Sorting is stable: of equal wishes the first counts.
  return wishes
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .find(({ language }) => language)?.language;
}
