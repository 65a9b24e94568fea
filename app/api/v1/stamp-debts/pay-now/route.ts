import { routesAt } from "@/lib/edge/api-table.ts";

export const { POST } = routesAt("/stamp-debts/pay-now");
