import { routesAt } from "@/lib/edge/api-table.ts";

export const { GET, DELETE } = routesAt("/inventories/{inventoryId}");
