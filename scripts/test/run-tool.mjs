import { spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "../install.mjs";

/** The command-line programs of our packages, by their files: `npx` would cost half a second each. */
const tools = {
  biome: "@biomejs/biome/bin/biome",
  tsc: "typescript/bin/tsc",
  next: "next/dist/bin/next",
  vitest: "vitest/vitest.mjs",
  playwright: "@playwright/test/cli.js",
  tsx: "tsx/dist/cli.mjs",
};

/**
 * Runs a tool in the project with its output shown.
 * @param {keyof typeof tools} tool
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Promise<number>} its exit code
 */
export function runTool(tool, args, env = {}) {
  return new Promise((resolve, reject) => {
    const program = join(root, "node_modules", tools[tool]);
    const child = spawn(process.execPath, [program, ...args], {
      cwd: root,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}
