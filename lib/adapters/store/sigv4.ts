import { createHash, createHmac } from "node:crypto";

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string | undefined;
}
export interface UnsignedRequest {
  method: string;
  /** Already encoded by `encodePath`; S3 signs it as it is sent, without normalizing. */
  path: string;
  /** Already encoded and sorted by `encodeQuery`. */
  query: string;
  /** Lower-case names. `host` must be what goes over the wire. All of them are signed. */
  headers: Record<string, string>;
  /** Hexadecimal SHA-256 of the body, or `UNSIGNED-PAYLOAD`. */
  payloadHash: string;
}
/** Returns the headers with `x-amz-date`, `x-amz-content-sha256`, the session's token and `authorization` added. */
export type Signer = (request: UnsignedRequest, now: Date) => Record<string, string>;

/**
 * AWS Signature Version 4 in the Authorization header, for the service `s3`. The key that is derived for a day is kept,
 * so that a request costs one HMAC and one hash. Source: "Create a signed AWS API request" in the IAM User Guide.
 */
export function makeSigner(credentials: Credentials, region: string): Signer {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  let keyDay = "";
  let key: Buffer = Buffer.alloc(0);

  return ({ method, path, query, headers, payloadHash }, now) => {
    const stamp = now.toISOString().replace(/[:-]|\.\d{3}/g, "");
    const day = stamp.slice(0, 8);
    if (day !== keyDay) {
      key = ["s3", "aws4_request"].reduce(hmac, hmac(hmac(`AWS4${secretAccessKey}`, day), region));
      keyDay = day;
    }
    const signed: Record<string, string> = { ...headers, "x-amz-content-sha256": payloadHash, "x-amz-date": stamp };
    if (sessionToken) signed["x-amz-security-token"] = sessionToken;
    const names = Object.keys(signed).sort();
    const lines = names.map((name) => `${name}:${trimmed(signed[name] ?? "")}\n`).join("");
    const signedHeaders = names.join(";");
    const canonical = `${method}\n${path}\n${query}\n${lines}\n${signedHeaders}\n${payloadHash}`;
    const scope = `${day}/${region}/s3/aws4_request`;
    const digest = createHash("sha256").update(canonical).digest("hex");
    const signature = hmac(key, `AWS4-HMAC-SHA256\n${stamp}\n${scope}\n${digest}`).toString("hex");
    signed.authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
    return signed;
  };
}

/** A key as a path: every byte but RFC 3986's unreserved characters and `/` as %XX. `//` stays as it is. */
export function encodePath(key: string): string {
  return encodeText(key).replaceAll("%2F", "/");
}

/** A query in canonical form: encoded, sorted by name. A parameter without a value still gets its `=`. */
export function encodeQuery(query: Record<string, string>): string {
  const pairs = Object.entries(query).map(([name, value]) => [encodeText(name), encodeText(value)] as const);
  pairs.sort(([a], [b]) => (a < b ? -1 : 1));
  return pairs.map(([name, value]) => `${name}=${value}`).join("&");
}

function encodeText(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function trimmed(value: string): string {
  return value.trim().replace(/ +/g, " ");
}
