import { Fault } from "../kernel/fault.ts";
import { printable } from "./table.ts";

/** What the system says of a file that was named, in the words of who named it. */
const reasons: Partial<Record<string, (name: string) => string>> = {
  ENOENT: (name) => `There is no file ${name}.`,
  ENOTDIR: (name) => `There is no file ${name}.`,
  EISDIR: (name) => `${name} is a folder: name a file.`,
  EACCES: (name) => `You may not read ${name}: its permissions keep you out.`,
};

/** A file that was named and cannot be read, as the Fault `invalid` to throw; `advice` is a sentence that says what to do. */
export function cannotRead(path: string, cause: unknown, advice?: string): Fault {
  const name = printable(path);
  const { code, message } = cause as NodeJS.ErrnoException;
  const told = reasons[code ?? ""]?.(name) ?? `${name} cannot be read: ${message ?? String(cause)}.`;
  return new Fault("invalid", advice ? `${told} ${advice}` : told, { cause });
}
