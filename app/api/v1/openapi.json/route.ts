import { getWiring } from "@/lib/edge/get-wiring.ts";
import { openApiDocument } from "@/lib/edge/openapi.ts";

export const dynamic = "force-dynamic";

export const GET = () => Response.json(openApiDocument(getWiring().env.NEXTAUTH_URL));
