import { routesAt } from "@/lib/edge/api-table.ts";

export const { POST } = routesAt("/billing/reservation");
