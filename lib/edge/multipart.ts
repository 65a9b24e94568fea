import { refusal } from "../proof/refuse.ts";

const headBytesMax = 8_192;

/** One part of a multipart body. Its bytes are read once, and before the next part. */
export interface Part {
  name: string;
  fileName: string | null;
  /** How long its head was. */
  headBytes: number;
  bytes: AsyncIterable<Uint8Array>;
}

/**
 * The parts of a multipart/form-data body (RFC 7578, RFC 2046 section 5.1), as they arrive: no more than what came last is in
 * memory. Throws Fault `invalid` with `VALIDATION_FAILED` for a body that is none. Leaving the loop early stops reading.
 */
export async function* readMultipart(request: Request): AsyncGenerator<Part> {
  const boundary = /^multipart\/form-data\s*;.*\bboundary=(?:"([^"]{1,70})"|([^\s;]{1,70}))/i.exec(
    request.headers.get("content-type") ?? "",
  );
  if (!boundary || !request.body) throw malformed();
  const delimiter = Buffer.from(`\r\n--${boundary[1] ?? boundary[2]}`);
  const reader = request.body.getReader();
  // The first delimiter need not follow a line end.
  let held: Buffer = Buffer.from("\r\n");

  async function more(): Promise<void> {
    const { done, value } = await reader.read();
    if (done) throw malformed();
    held = Buffer.concat([held, value]);
  }
  async function* upTo(end: Buffer): AsyncGenerator<Uint8Array> {
    for (let at = held.indexOf(end); ; at = held.indexOf(end)) {
      const safe = at === -1 ? Math.max(0, held.length - end.length + 1) : at;
      const ready = held.subarray(0, safe);
      held = held.subarray(at === -1 ? safe : at + end.length);
      if (ready.length > 0) yield ready;
      if (at !== -1) return;
      await more();
    }
  }
  async function textUpTo(end: string): Promise<string> {
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of upTo(Buffer.from(end))) {
      length += chunk.byteLength;
      if (length > headBytesMax) throw malformed();
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString("utf8");
  }

  try {
    for await (const _ of upTo(delimiter));
    for (;;) {
      while (held.length < 2) await more();
      if (held.toString("latin1", 0, 2) === "--") return;
      const head = await textUpTo("\r\n\r\n");
      const part = { ...namesOf(head), headBytes: Buffer.byteLength(head), bytes: upTo(delimiter) };
      yield part;
      // Whatever its reader left of it.
      for await (const _ of part.bytes);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function namesOf(head: string): Pick<Part, "name" | "fileName"> {
  const disposition = /^content-disposition:\s*form-data(.*)$/im.exec(head)?.[1];
  const name = disposition && parameter(disposition, "name");
  if (!disposition || !name) throw malformed();
  return { name, fileName: parameter(disposition, "filename") };
}

/** Browsers write a quote in a name as %22 (WHATWG HTML, multipart form data). */
function parameter(disposition: string, name: string): string | null {
  const found = new RegExp(`;\\s*${name}="([^"]*)"`, "i").exec(disposition)?.[1];
  return found === undefined ? null : found.replace(/%(22|0A|0D)/gi, (escaped) => decodeURIComponent(escaped));
}

function malformed() {
  return refusal("VALIDATION_FAILED", "Send the file as multipart/form-data, in the field file, to its end.");
}
