import { routesAt } from "@/lib/edge/api-table.ts";

export const { DELETE } = routesAt("/keys/{keyId}");
