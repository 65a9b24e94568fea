import { getWiring } from "@/lib/edge/get-wiring.ts";
import { metricsAnswer } from "@/lib/edge/metrics.ts";

export const dynamic = "force-dynamic";

export const GET = (request: Request) => metricsAnswer(getWiring(), request);
