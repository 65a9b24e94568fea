/** What the audit page is asked for. */
export interface AuditQuery {
  action?: string;
  actor?: string;
  subject?: string;
  cursor?: string;
}

/** The audit page's address with these filters; what is undefined is left out. */
export function auditHref(base: string, query: AuditQuery): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return given.length === 0 ? base : `${base}?${new URLSearchParams(given)}`;
}
