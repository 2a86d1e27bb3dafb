import { Link } from "../ui/Link.tsx";

/** Says that an address of the dashboard leads nowhere. */
export function NotFound() {
  return (
    <div class="empty">
      <h1>There is no such page</h1>
      <p>The address may be incomplete. All charters are on the month list.</p>
      <Link class="button button-primary" to={{ name: "month", month: undefined }}>
        Go to charters
      </Link>
    </div>
  );
}
