import { Fault } from "../kernel/fault.ts";
import { formatBytes } from "../kernel/format-bytes.ts";

/** A request's body as text while it arrives. Throws Fault `invalid` where it is longer than may be, or is no UTF-8. */
export async function* bodyText(request: Request, bytesMax: number): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > bytesMax) throw new Fault("invalid", `The file may have ${formatBytes(bytesMax)} at most.`);
    yield decode(() => decoder.decode(chunk, { stream: true }));
  }
  yield decode(() => decoder.decode());
}

function decode(next: () => string): string {
  try {
    return next();
  } catch (cause) {
    throw new Fault("invalid", "The file is not UTF-8 text. Save it as UTF-8.", { cause });
  }
}
