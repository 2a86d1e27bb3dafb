import { parseSlug } from "../contract/slug.ts";

interface Titled {
  readonly slug: string;
  /** "" where the admin gave none. */
  readonly title: string;
  /** As the patron writes it; "" on items older than this program. */
  readonly first_name: string;
}

/** Says what a charter is called: its title where it has one, else `José's afternoon charter`. */
export function charterTitle({ slug, title, first_name }: Titled): string {
  if (title !== "") return title;
  return titleOfSlug(slug, first_name);
}

/** What tells the second Jane of a day from the first one: nobody is called so. */
const COUNTED = /(?<=[a-z])[0-9]+$/;

/** Says what a charter is called of which only the slug is known; the slug itself where it is none. */
export function titleOfSlug(slug: string, firstName = ""): string {
  const parts = parseSlug(slug);
  if (parts === undefined) return slug;
  const known = parts.firstName.replace(COUNTED, "");
  const name = firstName === "" ? known.slice(0, 1).toUpperCase() + known.slice(1) : firstName;
  return `${name}’s ${parts.period} charter`;
}
