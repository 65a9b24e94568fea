import { redirect } from "next/navigation";
import { openSelfPageCtx } from "@/lib/edge/session.ts";
import { listMyTenants } from "@/lib/tenant/list-mine.ts";

/** Where somebody lands who did not say where: the first of their workspaces, or the page that makes one. */
export default async function WelcomePage() {
  const { items } = await listMyTenants(await openSelfPageCtx("/welcome"), {});
  redirect(items[0] ? `/${items[0].slug}` : "/new");
}
