import { fileURLToPath } from "node:url";
import { defineConfig } from "@playwright/test";
import { findChromium } from "./scripts/test/components.mjs";

/** An installation that runs already (`E2E_URL`, with `C2C_DEMO_PASSWORD` of its demo user), else one of our own. */
const given = process.env.E2E_URL;
const port = process.env.E2E_PORT ?? "3217";
process.env.C2C_DEMO_PASSWORD ??= "a password for end-to-end tests";

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: ".data/test-results/e2e",
  // One browser and one installation: the tests share its worker, and the machine has few cores.
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    baseURL: given ?? `http://127.0.0.1:${port}`,
    viewport: { width: 1280, height: 800 },
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: findChromium(),
      args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
    },
  },
  webServer: given
    ? undefined
    : {
        command: "node scripts/serve-for-tests.mjs",
        url: `http://127.0.0.1:${port}/api/health`,
        env: {
          PORT: port,
          C2C_DATA_DIR: fileURLToPath(new URL(".data/e2e", import.meta.url)),
          C2C_DEMO_PASSWORD: process.env.C2C_DEMO_PASSWORD,
          // The time-stamp authority of the tests is on loopback.
          C2C_ALLOW_PRIVATE_ENDPOINTS: "1",
        },
        timeout: 300_000,
        gracefulShutdown: { signal: "SIGTERM", timeout: 30_000 },
      },
});
