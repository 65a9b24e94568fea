import { demoPassword, type Installation } from "./installation.ts";

export interface HttpClient {
  // biome-ignore lint/suspicious/noExplicitAny: a test asserts what is in it
  call(method: "GET" | "POST", path: string, body?: unknown): Promise<any>;
  /** Waits for a stream's first event, after which it stays open until `close`. */
  openStream(path: string): Promise<{ first: string; close(): void }>;
}

/** Signs in as the demo person over the network. Answers that are no success throw. */
export async function signInOverHttp({ address }: Installation): Promise<HttpClient> {
  const base = `${address}/api/v1`;
  const headers: Record<string, string> = { "content-type": "application/json", origin: address, "x-tenant": "demo" };
  const call: HttpClient["call"] = async (method, path, body) => {
    const answer = await fetch(base + path, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text);
  };
  const { token } = await call("POST", "/sessions", { email: "demo@example.test", password: demoPassword });
  headers.cookie = `next-auth.session-token=${token}`;
  return {
    call,
    async openStream(path) {
      const ending = new AbortController();
      const answer = await fetch(base + path, { headers, signal: ending.signal });
      const reader = answer.body?.getReader();
      if (!answer.ok || !reader) throw new Error(`${path}: ${answer.status}`);
      const decoder = new TextDecoder();
      let first = "";
      while (!first.includes("event: ")) {
        const { value, done } = await reader.read();
        if (done) throw new Error(`${path} ended without an event: ${first}`);
        first += decoder.decode(value, { stream: true });
      }
      return { first, close: () => ending.abort() };
    },
  };
}
