import { getWiring } from "@/lib/edge/get-wiring.ts";
import { healthAnswer } from "@/lib/edge/health.ts";

export const dynamic = "force-dynamic";

export const GET = () => healthAnswer(getWiring());
