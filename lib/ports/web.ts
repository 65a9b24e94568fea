/**
 * Asks addresses that strangers named: whoever uploads, a page, a certificate. Each address, redirects included, is
 * vetted: http or https, no credentials in it, and where this installation allows no private networks, public addresses
 * on the protocol's own port alone. Sends no cookie and no credential.
 *
 * Throws Fault `invalid` with `details.what` `address` for one that may not be asked, `limit` with `details.what`
 * `bytes` for an answer that is too long, `upstream` where none came in time. Whatever status comes is an answer.
 */
export interface Web {
  send(request: WebRequest): Promise<WebAnswer>;
}

export interface WebRequest {
  url: string;
  /**
   * For what nobody signed: by https alone, redirects too. Where this installation allows private networks, loopback is
   * asked by http as well.
   */
  httpsOnly?: boolean;
  method?: "GET" | "POST";
  headers?: Readonly<Record<string, string>>;
  body?: Uint8Array;
  /** Of the body, on the wire as decoded. */
  bytesMax: number;
  /** From the first byte sent to the last one read, redirects included. */
  timeoutMs: number;
  /** At most three if not given. */
  redirectsMax?: number;
  signal?: AbortSignal;
}

export interface WebAnswer {
  status: number;
  /** Where the answer came from, after redirects. */
  url: string;
  /** The media type in lower case, without parameters; null where none was told. */
  contentType: string | null;
  /** What the server calls this state of it. */
  etag: string | null;
  /** The values of the field `Link`, as they came. */
  links: string[];
  bytes: Uint8Array;
}
