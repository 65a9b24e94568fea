/** Words that are, or may become, the console's own first path segments. */
const reserved = new Set([
  "api",
  "app",
  "admin",
  "account",
  "assets",
  "auth",
  "billing",
  "docs",
  "health",
  "help",
  "inspect",
  "invitations",
  "invite",
  "login",
  "logout",
  "new",
  "pricing",
  "proof",
  "public",
  "report",
  "reports",
  "sample",
  "settings",
  "sign-in",
  "sign-out",
  "sign-up",
  "static",
  "status",
  "support",
  "welcome",
  "workspaces",
  "www",
]);

/**
 * The address that a name suggests: lower-case ASCII letters, digits and hyphens, at most 40 characters, beginning with a
 * letter or digit. Accents are dropped; a name that leaves nothing becomes "workspace".
 */
export function slugOfName(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+/, "")
    .slice(0, 40)
    .replace(/-+$/, "");
  if (plain === "") return "workspace";
  return reserved.has(plain) ? `${plain}-workspace` : plain;
}
