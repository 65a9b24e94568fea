import { actorText, mayAct } from "@/lib/kernel/actor.ts";
import type { TenantCtx } from "@/lib/ports/ctx.ts";
import { listMembers } from "@/lib/tenant/list-members.ts";

/** Who `user:usr_…` is: "you", the person's name, or the text itself where the reader may not know. */
export async function nameOfActor(ctx: TenantCtx, actor: string): Promise<string> {
  if (actor === actorText(ctx.actor)) return "you";
  if (!actor.startsWith("user:") || !mayAct(ctx.actor, "member.read")) return actor;
  const { items } = await listMembers(ctx, { limit: 500 });
  const member = items.find(({ userId }) => `user:${userId}` === actor);
  return member?.name ?? member?.email ?? actor;
}
