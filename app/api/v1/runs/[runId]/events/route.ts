import { runEvents } from "@/lib/edge/run-events.ts";

export const dynamic = "force-dynamic";

export const GET = runEvents;
