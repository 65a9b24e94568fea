import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "../install.mjs";
import { runTool } from "./run-tool.mjs";

/** @typedef {{ passed: number, failed: number, skipped: string[] }} Tally `skipped` holds the names */

/** One tool that either likes the whole project or does not. */
export async function runCheck(tool, args) {
  const code = await runTool(tool, args);
  return tallyOf(code === 0);
}

/** @param {boolean} good @returns {Tally} */
export function tallyOf(good) {
  return { passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: [] };
}

/** Next writes the types that app/ relies on; a fresh clone has none yet. */
export async function ensureRouteTypes() {
  if (!existsSync(join(root, "next-env.d.ts"))) await runTool("next", ["typegen"]);
}

/**
 * Vitest over the named projects. A run that ends badly without a failed test (a setup that threw) counts as a failure.
 * @param {string[]} projects
 * @param {string[]} [filters]
 * @returns {Promise<Tally>}
 */
export async function runVitest(projects, filters = []) {
  const file = resultFile("vitest.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const code = await runTool("vitest", [
    "run",
    ...projects.flatMap((name) => ["--project", name]),
    ...reporters,
    ...filters,
  ]);
  const result = read(file);
  if (!result) return tallyOf(false);
  const tests = result.testResults.flatMap((one) => one.assertionResults);
  const count = (...states) => tests.filter((test) => states.includes(test.status)).length;
  // A file that cannot be loaded has no failed test to show for it.
  const broken = result.testResults.filter(
    (one) => one.status === "failed" && one.assertionResults.every((test) => test.status !== "failed"),
  );
  const failed = count("failed") + broken.length;
  const skipped = tests
    .filter((test) => ["pending", "skipped", "todo"].includes(test.status))
    .map((test) => test.fullName);
  return { passed: count("passed"), failed: code !== 0 && failed === 0 ? 1 : failed, skipped };
}

/**
 * The end-to-end tests, in a real browser.
 * @param {string} chromium
 * @param {string[]} [filters]
 * @returns {Promise<Tally>}
 */
export async function runEndToEnd(chromium, filters = []) {
  const file = resultFile("playwright.json");
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: file, CHROMIUM_PATH: chromium };
  const code = await runTool("playwright", ["test", "--reporter=list,json", ...filters], env);
  const result = read(file);
  if (!result) return tallyOf(false);
  const { expected, flaky, unexpected, skipped } = result.stats;
  const failed = code !== 0 && unexpected === 0 ? 1 : unexpected;
  return { passed: expected + flaky, failed, skipped: skippedSpecs(result.suites, skipped) };
}

/** @param {Tally[]} tallies @returns {Tally} */
export function sum(tallies) {
  return {
    passed: tallies.reduce((total, tally) => total + tally.passed, 0),
    failed: tallies.reduce((total, tally) => total + tally.failed, 0),
    skipped: tallies.flatMap((tally) => tally.skipped),
  };
}

/** The line that everything ends with. @param {Tally} tally */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ""}`;
}

function skippedSpecs(suites, count) {
  const specs = suites.flatMap(function within(suite) {
    return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(within)];
  });
  const names = specs.filter((spec) => spec.tests.some((test) => test.status === "skipped")).map((spec) => spec.title);
  return names.length === count ? names : Array.from({ length: count }, (_, i) => names[i] ?? "an end-to-end test");
}

function resultFile(name) {
  const file = join(root, ".data", "test-results", name);
  // A tool that dies before it writes must not be judged by the last run.
  rmSync(file, { force: true });
  return file;
}

function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}
