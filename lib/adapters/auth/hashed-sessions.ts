import { PrismaAdapter } from "@auth/prisma-adapter";
import type { Adapter, AdapterAccount, AdapterSession, AdapterUser } from "next-auth/adapters";
import type { PrismaClient } from "../../../prisma/generated/client.ts";
import { newId } from "../../kernel/ids.ts";

/**
 * next-auth's Prisma adapter over our tables, with three differences: ids are ours; a session's row keeps the hash of its
 * token as `hashToken` makes it, as the rows of our own sign-in do; and a provider's own tokens are not kept at all,
 * since nothing is asked of a provider but who somebody is.
 */
export function hashedSessions(client: PrismaClient, hashToken: (token: string) => string): Adapter {
  // The stock adapter is typed for Prisma's older client; it calls only the methods of the models it names.
  const stock = PrismaAdapter(client as never) as Adapter;
  const shown = (row: { sessionToken: string; userId: string; expires: Date }, token: string): AdapterSession => ({
    sessionToken: token,
    userId: row.userId,
    expires: row.expires,
  });

  return {
    ...stock,
    async createUser(user: Omit<AdapterUser, "id">) {
      const { name, email, emailVerified, image } = user;
      const data = { id: newId("user"), name: name?.slice(0, 120), email: email.toLowerCase(), emailVerified, image };
      return (await client.user.create({ data })) as AdapterUser;
    },
    async getUserByEmail(email) {
      return (await client.user.findUnique({ where: { email: email.toLowerCase() } })) as AdapterUser | null;
    },
    async linkAccount({ userId, type, provider, providerAccountId }: AdapterAccount) {
      await client.account.create({ data: { userId, type, provider, providerAccountId } });
    },
    async createSession({ sessionToken, userId, expires }) {
      const data = { id: newId("session"), sessionToken: hashToken(sessionToken), userId, expires };
      return shown(await client.session.create({ data }), sessionToken);
    },
    async getSessionAndUser(sessionToken) {
      const found = await client.session.findUnique({
        where: { sessionToken: hashToken(sessionToken) },
        include: { user: true },
      });
      return found && { session: shown(found, sessionToken), user: found.user as AdapterUser };
    },
    async updateSession({ sessionToken, expires }) {
      const where = { sessionToken: hashToken(sessionToken) };
      return shown(await client.session.update({ where, data: { expires } }), sessionToken);
    },
    async deleteSession(sessionToken) {
      await client.session.deleteMany({ where: { sessionToken: hashToken(sessionToken) } });
    },
  };
}
