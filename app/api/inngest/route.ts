import { serve } from "inngest/next";
import { makeInngest, serverOf } from "@/inngest/client.ts";
import { makeFunctions } from "@/inngest/functions/index.ts";
import { getWiring } from "@/lib/edge/get-wiring.ts";
import { surroundingsOf } from "@/lib/worker/surroundings.ts";

export const dynamic = "force-dynamic";

/** Where an Inngest server calls the durable functions. With the embedded engine the worker runs them, and this is not here. */
type Handlers = ReturnType<typeof serve>;
let handlers: Handlers | null | undefined;

function serving(): Handlers | null {
  if (handlers !== undefined) return handlers;
  const wiring = getWiring();
  if (wiring.env.C2C_ENGINE === "embedded") {
    handlers = null;
    return null;
  }
  const inngest = makeInngest({ engine: "server", ...serverOf(wiring.env) });
  handlers = serve({ client: inngest, functions: makeFunctions(inngest, surroundingsOf(wiring)) });
  return handlers;
}

const absent = () => new Response("Not found", { status: 404 });

export const GET = (...call: Parameters<Handlers["GET"]>) => serving()?.GET(...call) ?? absent();
export const POST = (...call: Parameters<Handlers["POST"]>) => serving()?.POST(...call) ?? absent();
export const PUT = (...call: Parameters<Handlers["PUT"]>) => serving()?.PUT(...call) ?? absent();
