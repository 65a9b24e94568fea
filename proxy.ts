import { type NextRequest, NextResponse } from "next/server";

/**
 * Security headers of every page. Each request gets a fresh nonce: Next reads it from the policy and puts it on
 * its own scripts, the root layout reads `x-nonce` for the theme script. API routes get theirs in next.config.js.
 */
export function proxy(request: NextRequest) {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV !== "production");

  const inward = new Headers(request.headers);
  inward.set("x-nonce", nonce);
  inward.set("content-security-policy", policy);
  // Layouts are not told which page they frame: where to come back to after signing in.
  inward.set("x-path", request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers: inward } });

  response.headers.set("content-security-policy", policy);
  response.headers.set("x-content-type-options", "nosniff");
  response.headers.set("x-frame-options", "DENY");
  response.headers.set("referrer-policy", "strict-origin-when-cross-origin");
  response.headers.set("cross-origin-opener-policy", "same-origin");
  response.headers.set("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
  if (isHttps(request)) response.headers.set("strict-transport-security", "max-age=63072000; includeSubDomains");
  return response;
}

/** The policy of a page. `dev` adds what the development server's hot reload needs, and nothing else. */
function contentSecurityPolicy(nonce: string, dev: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    // Charts and toasts write style attributes and one style element without a nonce; a nonce here would switch those off.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${dev ? " ws:" : ""}`,
    "media-src 'self' blob:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Whether the visitor's own connection is encrypted, as the reverse proxy in front says it where there is one. */
function isHttps(request: NextRequest): boolean {
  const forwarded = request.headers.get("x-forwarded-proto")?.split(",")[0]?.trim();
  return (forwarded ?? request.nextUrl.protocol.replace(":", "")) === "https";
}

export const config = {
  matcher: [{ source: "/((?!api/|delivery/|_next/static|_next/image|icon.svg|robots.txt|favicon.ico).*)" }],
};
