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
  path: string;
  name: string;
  manifestPath: string | null;
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
  let file: Pick<Upload, "path" | "name"> | null = null;
  let manifestPath: string | null = null;
  let besides = 0;
  for await (const part of readMultipart(request)) {
    if (part.name === "file" && part.fileName !== null) {
      if (file) throw refusal("VALIDATION_FAILED", "Send one file.");
      // The stranger's name is never part of a path.
      const path = join(folder, "file");
      if ((await store(part, path, fileBytesMax)) > 0) file = { path, name: part.fileName.slice(-fileNameCharsMax) };
    } else if (part.name === "manifest" && part.fileName !== null) {
      if (manifestPath) throw refusal("VALIDATION_FAILED", "Send one manifest store.");
      const path = join(folder, "manifest");
      // A browser sends an empty file for a field in which nothing was chosen.
      if ((await store(part, path, manifestBytesMax)) > 0) manifestPath = path;
    } else
      for await (const chunk of part.bytes) {
        besides += chunk.byteLength;
        if (besides > besidesBytesMax)
          throw refusal("VALIDATION_FAILED", "Send nothing but a file and a manifest store.");
      }
  }
  if (!file) throw refusal("NO_FILE_PROVIDED", "Send an image that is not empty in the field file.");
  return { ...file, manifestPath };
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
