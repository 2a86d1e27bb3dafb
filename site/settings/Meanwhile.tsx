/** Shows what somebody else has changed while a form was open. */
export function Meanwhile({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <div class="notice notice-warn">
      <strong>Changed meanwhile:</strong>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
