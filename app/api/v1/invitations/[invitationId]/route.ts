import { routesAt } from "@/lib/edge/api-table.ts";

export const { DELETE } = routesAt("/invitations/{invitationId}");
