import { deliveryHandler } from "@/lib/edge/delivery.ts";

export const GET = deliveryHandler;
export const HEAD = deliveryHandler;
