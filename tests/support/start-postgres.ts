import { testServer } from "./database.ts";

/** Vitest's global setup where tests need a database: starts the server once, stops it when nobody else uses it. */
export default async function setup(): Promise<() => Promise<void>> {
  const server = await testServer();
  process.env.C2C_TEST_POSTGRES_URL = server.superUrl;
  return () => server.release();
}
