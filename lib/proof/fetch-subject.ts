import { join } from "node:path";
import { asFault, Fault } from "../kernel/fault.ts";
import { formatBytes } from "../kernel/format-bytes.ts";
import { manifestLinks } from "../media/link-header.ts";
import type { Ctx } from "../ports/ctx.ts";
import { refusal } from "./refuse.ts";
import { uploadLimits } from "./schema.ts";

/** The file that is looked at, and what its answer's header said of it. */
export interface Subject {
  path: string;
  name: string;
  /** After redirects; null for an upload. */
  address: string | null;
  links: string[];
}

const timeoutMs = 20_000;
const nameCharsMax = 255;

/**
 * Fetches an image from an address that somebody named, into a scratch file. Throws Fault with `details.errorCode`;
 * `upstream` where the address did not answer, because asking again may help.
 */
export async function fetchSubject(ctx: Ctx, url: string, folder: string): Promise<Subject> {
  const bytesMax = uploadLimits.fileBytesMax;
  const answer = await ctx.ports.web
    .send({ url, headers: { accept: "image/*, */*;q=0.5" }, bytesMax, timeoutMs })
    .catch((thrown) => {
      const fault = asFault(thrown);
      if (fault.code === "limit")
        throw refusal("FILE_TOO_LARGE", `A file may have ${formatBytes(bytesMax)} at most.`, thrown);
      if (fault.code === "invalid") throw refusal("VALIDATION_FAILED", fault.message, thrown);
      throw new Fault(fault.code, fault.message, { details: { errorCode: "EXTRACTION_FAILED" }, cause: thrown });
    });
  if (answer.status !== 200)
    throw refusal("EXTRACTION_FAILED", `${new URL(answer.url).host} answered ${answer.status}, and not with a file.`);
  if (answer.bytes.byteLength === 0) throw refusal("NO_FILE_PROVIDED", "What is at this address has no bytes.");
  const path = join(folder, "fetched");
  await ctx.ports.scratch.write(path, answer.bytes);
  return { path, name: nameOf(answer.url), address: answer.url, links: manifestLinks(answer.links, answer.url) };
}

function nameOf(address: string): string {
  const { pathname, host } = new URL(address);
  const last = pathname.split("/").filter(Boolean).at(-1) ?? host;
  try {
    return decodeURIComponent(last).slice(-nameCharsMax);
  } catch {
    return last.slice(-nameCharsMax);
  }
}
