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

/** Says what a charter is called of which only the slug is known; the slug itself where it is none. */
export function titleOfSlug(slug: string, firstName = ""): string {
  const parts = parseSlug(slug);
  if (parts === undefined) return slug;
  const name = firstName === "" ? parts.firstName.slice(0, 1).toUpperCase() + parts.firstName.slice(1) : firstName;
  return `${name}’s ${parts.period} charter`;
}
