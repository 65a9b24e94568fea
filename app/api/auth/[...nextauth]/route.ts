import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { respondFault } from "@/lib/edge/answer.ts";
import { authOptions } from "@/lib/edge/auth-options.ts";
import { getWiring } from "@/lib/edge/get-wiring.ts";
import { readBody } from "@/lib/edge/read-input.ts";
import { newId } from "@/lib/kernel/ids.ts";

export const dynamic = "force-dynamic";

type At = { params: Promise<{ nextauth: string[] }> };

/** Its forms have a token and an address. */
const bodyBytesMax = 16_384;

// The options are made per call: a build has no environment yet.
const answer = (request: NextRequest, at: At): Promise<Response> =>
  NextAuth(request as never, at as never, authOptions(getWiring()));

/** next-auth reads a body of any length into memory, from anybody; so it is given one that was read already. */
async function answerBounded(request: NextRequest, at: At): Promise<Response> {
  try {
    const { url, method, headers } = request;
    return await answer(new NextRequest(url, { method, headers, body: await readBody(request, bodyBytesMax) }), at);
  } catch (thrown) {
    return respondFault(thrown, newId("request"), new Date());
  }
}

export { answer as GET, answerBounded as POST };
