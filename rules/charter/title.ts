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
  const parts = parseSlug(slug);
  const name = first_name === "" ? (parts?.firstName ?? "") : first_name;
  return `${name}’s ${parts?.period ?? ""} charter`;
}
