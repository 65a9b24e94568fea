import { writeFile } from "node:fs/promises";
import { Fault } from "../kernel/fault.ts";

/** A value as JSON text: wide numbers as decimal strings, two spaces, a final newline. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, (_name, part) => (typeof part === "bigint" ? part.toString() : part), 2)}\n`;
}

/** Writes a file that the user named. Throws Fault `invalid` with the system's reason where it cannot be written. */
export async function writeNamed(path: string, text: string): Promise<void> {
  await writeFile(path, text).catch((cause: Error) => {
    throw new Fault("invalid", `${path} cannot be written: ${cause.message}`);
  });
}
