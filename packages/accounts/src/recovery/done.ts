/** It is done, and there is nothing to show. */
export function done(): Response {
  return new Response(null, { status: 204, headers: { "Cache-Control": "no-store", "Referrer-Policy": "no-referrer" } });
}
