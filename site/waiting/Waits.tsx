/** Marks what is on this device only, and not yet with the server. */
export function Waits() {
  return <span class="badge badge-warn">Waiting</span>;
}
