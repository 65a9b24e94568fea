import { routesAt } from "@/lib/edge/api-table.ts";

export const { GET, PATCH, DELETE } = routesAt("/buckets/{bucketId}");
