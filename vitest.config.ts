import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const alias = { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") };
const servers = ["tests/support/start-postgres.ts", "tests/support/stop-s3.ts"];

/** One project per kind of promise. Only those with `globalSetup` need a server, and only a run that holds one of their files starts it. */
const projects = [
  { name: "unit", include: ["tests/unit/**/*.test.{ts,tsx}", "lib/**/*.test.ts", "inngest/**/*.test.ts"] },
  { name: "architecture", include: ["tests/architecture.test.ts", "tests/architecture/**/*.test.ts"] },
  {
    name: "conformance",
    include: ["tests/conformance/**/*.test.ts"],
    globalSetup: servers,
    testTimeout: 60_000,
  },
  { name: "integration", include: ["tests/integration/**/*.test.ts"], globalSetup: servers, testTimeout: 120_000 },
  { name: "isolation", include: ["tests/isolation/**/*.test.ts"], globalSetup: servers, testTimeout: 60_000 },
];

export default defineConfig({
  test: {
    // Processes, not threads: tests load native code and start children of their own.
    pool: "forks",
    maxWorkers: 2,
    // Said for each project: they inherit nothing from here. Generous, for machines that do much else besides.
    projects: projects.map((test) => ({
      resolve: { alias },
      oxc: { jsx: { runtime: "automatic" } },
      test: { testTimeout: 120_000, hookTimeout: 120_000, ...test },
    })),
  },
});
