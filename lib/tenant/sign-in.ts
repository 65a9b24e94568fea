import { z } from "zod";
import { addressGroup } from "../kernel/address-group.ts";
import { sha256Hex } from "../kernel/bytes.ts";
import { Fault } from "../kernel/fault.ts";
import { type Id, idOf, newId } from "../kernel/ids.ts";
import { type Ctx, globalVerb } from "../ports/ctx.ts";
import type { Passwords } from "../ports/ports.ts";
import { signInPerAddress, signInPerEmail, spend } from "./budgets.ts";
import { deleteExpiredSessions, findUserByEmail, insertSession } from "./person/rows.ts";
import { emailText } from "./schema.ts";

/** How long a browser stays signed in. */
export const sessionMs = 30 * 24 * 3_600_000;

/** What the database keeps of a session's token, so that whoever reads the table is signed in to nothing. */
export function sessionTokenHash(token: string): string {
  return sha256Hex(`c2c session ${token}`);
}

export const signIn = globalVerb({
  name: "tenant.sign-in",
  summary: "Checks an e-mail address and password, and opens a session that can be revoked",
  scope: "public",
  input: z.object({ email: emailText, password: z.string().min(1).max(200) }),
  output: z.object({
    userId: idOf("user"),
    token: z.string().describe("The session cookie's value"),
    expires: z.date(),
  }),
  async run(ctx, { email, password }) {
    await spend(ctx, signInPerAddress, addressGroup(ctx.origin.address));
    await spend(ctx, signInPerEmail, email);
    const user = await ctx.read((tx) => findUserByEmail(tx, email));
    const decoy = await decoyHash(ctx.ports.passwords);
    // The same work for an address that nobody has, so that the time taken does not tell which addresses are known.
    const matches = await ctx.ports.passwords.verify(user?.passwordHash ?? decoy, password);
    if (!user?.passwordHash || !matches)
      throw new Fault("unauthenticated", "The e-mail address or the password is wrong.");
    await ctx.ports.limits.forget(signInPerEmail, email);
    return { userId: user.id as Id<"user">, ...(await openSession(ctx, user.id)) };
  },
});

async function openSession(ctx: Ctx, userId: string): Promise<{ token: string; expires: Date }> {
  const now = ctx.now();
  const token = ctx.ports.tokens.random(52);
  const expires = new Date(now.getTime() + sessionMs);
  const id = newId("session", now);
  const userAgent = ctx.origin.userAgent?.slice(0, 300) ?? null;
  await ctx.write({ action: "tenant.sign-in", subject: userId }, async (tx) => {
    await deleteExpiredSessions(tx, userId, now);
    await insertSession(tx, { id, userId, tokenHash: sessionTokenHash(token), expires, userAgent, now });
  });
  return { token, expires };
}

const decoys = new WeakMap<Passwords, Promise<string>>();

/** A hash that no password is known for, under the same parameters as the real ones; made once a process. */
function decoyHash(passwords: Passwords): Promise<string> {
  let decoy = decoys.get(passwords);
  if (!decoy) {
    decoy = passwords.hash(newId("request"));
    decoys.set(passwords, decoy);
  }
  return decoy;
}
