import { createWriteStream } from "node:fs";
import { access, constants, mkdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Fault } from "../kernel/fault.ts";

/**
 * Writes texts to a file that the user named, or to standard output where `path` is undefined, as fast as they are
 * taken and without holding them all. Throws Fault `invalid` with the system's reason where the file cannot be written.
 */
export async function writeTexts(path: string | undefined, texts: AsyncIterable<string> | string[]): Promise<void> {
  if (path === undefined) return writeToStandardOutput(texts);
  // Opened before the first text is made: where it cannot be, nothing is read for it.
  const out = createWriteStream(path);
  try {
    await pipeline(Readable.from(texts), out);
  } catch (thrown) {
    throw out.errored === thrown ? cannotWrite(path, thrown) : thrown;
  }
}

/** Before hours of work end in it: refuses files whose folder is not there or may not be written. Throws Fault `invalid`. */
export async function refuseUnwritable(...paths: (string | undefined)[]): Promise<void> {
  for (const path of paths)
    if (path !== undefined)
      await access(dirname(resolve(path)), constants.W_OK).catch((cause: unknown) => {
        throw cannotWrite(path, cause);
      });
}

/** Makes a folder that the user named, and those above it. Throws Fault `invalid` where that cannot be. */
export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((cause: unknown) => {
    throw cannotWrite(path, cause);
  });
}

async function writeToStandardOutput(texts: AsyncIterable<string> | string[]): Promise<void> {
  try {
    await pipeline(Readable.from(texts), process.stdout, { end: false });
  } catch (thrown) {
    if (!(thrown instanceof Error && "code" in thrown && thrown.code === "EPIPE")) throw thrown;
  }
}

function cannotWrite(path: string, cause: unknown): Fault {
  return new Fault("invalid", `${path} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}.`, {
    cause,
  });
}
