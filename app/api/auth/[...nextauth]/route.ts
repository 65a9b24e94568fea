import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/lib/edge/auth-options.ts";
import { getWiring } from "@/lib/edge/get-wiring.ts";

export const dynamic = "force-dynamic";

// The options are made per call: a build has no environment yet.
const handler = (request: NextRequest, at: { params: Promise<{ nextauth: string[] }> }): Promise<Response> =>
  NextAuth(request as never, at as never, authOptions(getWiring()));

export { handler as GET, handler as POST };
