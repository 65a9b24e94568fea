import { type ApiRow, apiBase, routesAt } from "../../lib/edge/api-table.ts";
import type { Handler } from "../../lib/edge/handler.ts";

export interface ApiCall {
  key?: string;
  /** The session cookie's value, as a browser on a page of ours sends it. */
  session?: string;
  body?: unknown;
  query?: Record<string, string>;
  headers?: Record<string, string>;
}

export interface ApiAnswer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test asserts what is in it
  json: any;
}

/** One call of the HTTP API through the handlers that the route files export. `params` fill the braces of the path. */
export async function callApi(
  method: ApiRow["method"],
  path: Parameters<typeof routesAt>[0],
  params: Record<string, string>,
  { key, session, body, query, headers }: ApiCall = {},
): Promise<ApiAnswer> {
  const handler = (routesAt(path) as Record<string, Handler>)[method];
  if (!handler) throw new Error(`${path} has no ${method}`);
  const address = new URL(
    apiBase + path.replace(/\{(\w+)\}/g, (_, name) => String(params[name])),
    "http://127.0.0.1:3000",
  );
  for (const [name, value] of Object.entries(query ?? {})) address.searchParams.append(name, value);
  const sent: Record<string, string> = {
    ...(key ? { "x-api-key": key } : {}),
    ...(session ? { cookie: `next-auth.session-token=${session}`, origin: "http://127.0.0.1:3000" } : {}),
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...headers,
  };
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const request = new Request(address, { method, headers: sent, body: method === "GET" ? undefined : text });
  const response = await handler(request, { params: Promise.resolve(params) });
  const answered = await response.text();
  return { status: response.status, headers: response.headers, json: parsed(answered) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
