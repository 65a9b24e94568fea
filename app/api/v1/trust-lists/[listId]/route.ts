import { routesAt } from "@/lib/edge/api-table.ts";

export const { DELETE, GET } = routesAt("/trust-lists/{listId}");
