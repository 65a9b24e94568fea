import { hash, verify } from "@node-rs/argon2";
import type { Passwords } from "../../ports/ports.ts";

/** OWASP's password storage cheat sheet: argon2id, 19 MiB, two passes, one lane. The library's own number for argon2id is 2. */
const parameters = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function makePasswords(): Passwords {
  return {
    hash: (password) => hash(password, parameters),
    // A stored hash that is none can only come from a broken row: nobody signs in with it.
    verify: (stored, password) => verify(stored, password).catch(() => false),
  };
}
