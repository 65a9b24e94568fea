import { routesAt } from "@/lib/edge/api-table.ts";

export const { GET, POST, DELETE } = routesAt("/time-stamps/{profile}");
