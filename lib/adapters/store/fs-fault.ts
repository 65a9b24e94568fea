import { Fault } from "../../kernel/fault.ts";
import { abortFault } from "./count-wire.ts";

/** What the disk throws as the Fault that the port promises. */
export function fsFault(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown;
  if (thrown instanceof Error && thrown.name === "AbortError") return abortFault(thrown);
  const code = fsCode(thrown);
  const more = { cause: thrown, details: { disk: code } };
  switch (code) {
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return new Fault(
        "forbidden",
        "This process may not do that in the folder. Change its owner or its permissions.",
        more,
      );
    case "ENAMETOOLONG":
      return new Fault("invalid", "A folder cannot hold this key: a part of it is too long for a file's name.", more);
    case "EISDIR":
    case "ENOTEMPTY":
      return new Fault("invalid", "A folder cannot hold this key: there is a folder of that name.", more);
    case "EXDEV":
      return new Fault(
        "invalid",
        "The bucket's folder reaches over two disks. Connect the one that is mounted in it alone.",
        more,
      );
    case "ENOSPC":
    case "EDQUOT":
      return new Fault("upstream", "The disk of this bucket is full.", more);
    default:
      return new Fault("upstream", `The disk of this bucket could not do that (${code || "no code"}).`, more);
  }
}

export function fsCode(thrown: unknown): string {
  return thrown instanceof Error && "code" in thrown && typeof thrown.code === "string" ? thrown.code : "";
}
