/** next-auth's own cookie, so that its providers and our sign-in open the same sessions. */
export interface SessionCookie {
  name: string;
  options: { httpOnly: true; sameSite: "lax"; path: "/"; secure: boolean };
}

/** The session cookie of a console at this address. Over https its name has the prefix that binds it to https. */
export function sessionCookieOf(consoleUrl: string): SessionCookie {
  const secure = consoleUrl.startsWith("https://");
  return {
    name: `${secure ? "__Secure-" : ""}next-auth.session-token`,
    options: { httpOnly: true, sameSite: "lax", path: "/", secure },
  };
}

/** One cookie's value out of a Cookie header, or null. */
export function cookieValue(header: string | null, name: string): string | null {
  for (const part of header?.split(";") ?? []) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim() === name) return decodeOrNull(part.slice(at + 1).trim());
  }
  return null;
}

function decodeOrNull(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
