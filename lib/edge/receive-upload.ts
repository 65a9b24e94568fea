import { open } from "node:fs/promises";
import { join } from "node:path";
import { formatBytes } from "../kernel/format-bytes.ts";
import { refusal } from "../proof/refuse.ts";
import { uploadLimits } from "../proof/schema.ts";
import { type Part, readMultipart } from "./multipart.ts";

/** What the fields and their heads may take beside the files. */
const besidesBytesMax = 65_536;
const fileNameCharsMax = 255;

export interface Upload {
  /** Null where none was sent, or an empty one, as browsers do for a field in which nothing was chosen. */
  path: string | null;
  name: string;
  manifestPath: string | null;
  /** The other fields, as text; of one that is sent twice the last. */
  fields: ReadonlyMap<string, string>;
}

/**
 * Writes an upload's fields `file` and `manifest` into scratch files of `folder`, as they arrive, and stops at a file's largest size,
 * whatever Content-Length said. Throws Fault `invalid` with `details.errorCode`.
 */
export async function receiveUpload(
  request: Request,
  folder: string,
  limits: { fileBytesMax: number; manifestBytesMax: number } = uploadLimits,
): Promise<Upload> {
  const { fileBytesMax, manifestBytesMax } = limits;
  if (Number(request.headers.get("content-length") ?? 0) > fileBytesMax + manifestBytesMax + besidesBytesMax)
    throw tooLarge(fileBytesMax);
  let file: { path: string; name: string } | null = null;
  const fields = new Map<string, string>();
  let manifestPath: string | null = null;
  let besides = 0;
  const countBesides = (bytes: number) => {
    besides += bytes;
    if (besides > besidesBytesMax)
      throw refusal("VALIDATION_FAILED", "Send nothing but the files and fields that this address takes.");
  };
  for await (const part of readMultipart(request)) {
    countBesides(part.headBytes);
    if (part.name === "file" && part.fileName !== null) {
      if (file) throw refusal("VALIDATION_FAILED", "Send one file.");
      // The stranger's name is never part of a path.
      const path = join(folder, "file");
      if ((await store(part, path, fileBytesMax)) > 0) file = { path, name: part.fileName.slice(-fileNameCharsMax) };
    } else if (part.name === "manifest" && part.fileName !== null) {
      if (manifestPath) throw refusal("VALIDATION_FAILED", "Send one manifest store.");
      const path = join(folder, "manifest");
      if ((await store(part, path, manifestBytesMax)) > 0) manifestPath = path;
    } else {
      const chunks: Uint8Array[] = [];
      for await (const chunk of part.bytes) {
        countBesides(chunk.byteLength);
        chunks.push(chunk);
      }
      if (part.fileName === null) fields.set(part.name, Buffer.concat(chunks).toString("utf8").trim());
    }
  }
  return { path: file?.path ?? null, name: file?.name ?? "", manifestPath, fields };
}

/** How many bytes it wrote. */
async function store({ bytes }: Part, path: string, bytesMax: number): Promise<number> {
  const handle = await open(path, "w", 0o600);
  try {
    let written = 0;
    for await (const chunk of bytes) {
      written += chunk.byteLength;
      if (written > bytesMax) throw tooLarge(bytesMax);
      await handle.write(chunk);
    }
    return written;
  } finally {
    await handle.close();
  }
}

function tooLarge(bytesMax: number) {
  return refusal("FILE_TOO_LARGE", `A file may have ${formatBytes(bytesMax)} at most.`);
}
