import { hash, verify } from "@node-rs/argon2";
import type { Passwords } from "../../ports/ports.ts";

/** OWASP's Password Storage Cheat Sheet, the first of its equivalent choices: 19 MiB, two passes, one lane. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** argon2id (RFC 9106) in the library's own threads, some 20 ms of a core each; hashes are PHC strings that name their parameters. */
export function makePasswords(): Passwords {
  return {
    hash: (password) => hash(password, parameters),
    verify: (known, password) => verify(known, password),
  };
}
