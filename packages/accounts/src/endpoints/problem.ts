const titles = { 409: "Conflict", 422: "Unprocessable Content" } as const;

/** What an endpoint says of what it was sent, where that is no matter of who sends it (RFC 9457). Nobody may keep it. */
export interface EndpointProblem {
  readonly status: keyof typeof titles;
  /** For programs. Stable. */
  readonly code: string;
  /** For people. */
  readonly detail: string;
}

export function problemResponse({ status, code, detail }: EndpointProblem): Response {
  const body = { type: "about:blank", title: titles[status], status, detail, code };
  const headers = {
    "Content-Type": "application/problem+json; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
  };
  return new Response(JSON.stringify(body), { status, headers });
}
