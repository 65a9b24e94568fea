import type { Id } from "../../kernel/ids.ts";
import type { Tx } from "../../ports/ctx.ts";

/** A new person, or false where the e-mail address has one already: exact under a race. */
export async function insertUser(
  tx: Tx,
  user: { id: Id<"user">; email: string; name: string; passwordHash: string },
): Promise<boolean> {
  const inserted = await tx.$executeRaw`
    insert into user_account (id, email, name, password_hash) values (${user.id}, ${user.email}, ${user.name}, ${user.passwordHash})
    on conflict do nothing`;
  return inserted === 1;
}

export function findUserByEmail(tx: Tx, email: string) {
  return tx.user.findUnique({ where: { email }, select: { id: true, passwordHash: true } });
}

export function findUser(tx: Tx, userId: Id<"user">) {
  return tx.user.findUnique({
    where: { id: userId },
    select: { id: true, name: true, email: true, passwordHash: true },
  });
}

export async function setPasswordHash(tx: Tx, userId: Id<"user">, passwordHash: string): Promise<void> {
  await tx.user.update({ where: { id: userId }, data: { passwordHash } });
}

export interface NewSession {
  id: Id<"session">;
  userId: string;
  tokenHash: string;
  expires: Date;
  userAgent: string | null;
  now: Date;
}

export async function insertSession(tx: Tx, { tokenHash, now, ...rest }: NewSession): Promise<void> {
  await tx.session.create({ data: { ...rest, sessionToken: tokenHash, createdAt: now } });
}

export function findLiveSession(tx: Tx, tokenHash: string, now: Date) {
  return tx.session.findFirst({
    where: { sessionToken: tokenHash, expires: { gt: now } },
    select: { id: true, userId: true, expires: true, user: { select: { name: true, email: true } } },
  });
}

export function liveSessions(tx: Tx, userId: Id<"user">, now: Date) {
  return tx.session.findMany({
    where: { userId, expires: { gt: now } },
    orderBy: { createdAt: "desc" },
    take: 200,
    select: { id: true, createdAt: true, expires: true, userAgent: true },
  });
}

/** Whether there was such a session of this person's. */
export async function deleteSession(tx: Tx, userId: Id<"user">, sessionId: string): Promise<boolean> {
  return (await tx.session.deleteMany({ where: { id: sessionId, userId } })).count > 0;
}

/** Returns how many other sessions of this person there were. */
export async function deleteOtherSessions(tx: Tx, userId: Id<"user">, keptId: string): Promise<number> {
  return (await tx.session.deleteMany({ where: { userId, id: { not: keptId } } })).count;
}

export async function deleteExpiredSessions(tx: Tx, userId: string, now: Date): Promise<void> {
  await tx.session.deleteMany({ where: { userId, expires: { lte: now } } });
}

/** Everybody's sessions that have ended. */
export async function pruneSessions(tx: Tx, now: Date): Promise<number> {
  return (await tx.session.deleteMany({ where: { expires: { lte: now } } })).count;
}
