/**
 * What a waiver link is, said a second time and in another way than rules/contract/slug.ts says it: the property tests must not
 * ask the code under test whether it is right.
 */
export function isWaiverLink(uri: string): boolean {
  const parts = uri.split("/");
  const [nothing, folder, id] = parts;
  return parts.length === 4 && nothing === "" && folder === "g" && parts[3] === "waiver" && isCharterId(id ?? "");
}

function isCharterId(id: string): boolean {
  const [year, month, day, name, period, ...rest] = id.split("-");
  if (rest.length > 0 || name === undefined || period === undefined) return false;
  const periods = "morning midday afternoon sunset evening night".split(" ");
  return isDay(`${year ?? ""}-${month ?? ""}-${day ?? ""}`) && isName(name) && periods.includes(period);
}

/** JavaScript's own calendar: a day that does not exist comes back as another one, or not at all. */
function isDay(text: string): boolean {
  const instant = new Date(`${text}T00:00:00.000Z`);
  if (text.length !== 10 || text.startsWith("0000")) return false;
  return !Number.isNaN(instant.getTime()) && instant.toISOString() === `${text}T00:00:00.000Z`;
}

function isName(name: string): boolean {
  const letters = "abcdefghijklmnopqrstuvwxyz";
  const known = Array.from(name).every((sign) => (letters + "0123456789").includes(sign));
  return known && name.length >= 1 && name.length <= 32 && letters.includes(name.charAt(0));
}
