import { routesAt } from "@/lib/edge/api-table.ts";

export const { PATCH, DELETE } = routesAt("/members/{userId}");
