import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, type Page, test } from "@playwright/test";
import { watchConsole } from "./watch-console.ts";

const folder = process.env.E2E_BUCKET ?? fileURLToPath(new URL("../../.data/e2e/buckets/demo", import.meta.url));
const shots = fileURLToPath(new URL("../../.data/test-results/screens", import.meta.url));
const shot = (page: Page, name: string) => page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });

test("a newcomer connects a bucket, approves a ledger, watches the run, opens a receipt and takes the CSV home", async ({
  page,
}) => {
  const complaints = watchConsole(page);

  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill("demo@example.test");
  await page.getByLabel("Password").fill(process.env.C2C_DEMO_PASSWORD ?? "");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(/\/demo$/);
  await shot(page, "overview");

  // Connect: every grant is probed by itself before anything is saved.
  await page.goto("/demo/buckets/new");
  await page.getByLabel("Folder", { exact: true }).last().fill(folder);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText("the first writer won")).toBeVisible();
  await shot(page, "connect");
  await page.getByLabel("Name").fill("Harbour pictures");
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByRole("heading", { name: "Harbour pictures" })).toBeVisible();

  await page.getByRole("button", { name: "Take an inventory" }).first().click();
  await page.getByRole("button", { name: "Begin" }).click();
  await expect(page).toHaveURL(/\/inventories\/ivt_/);
  await expect(page.getByRole("button", { name: "Draw a sample" }).first()).toBeVisible();
  await expect(page.getByText("100", { exact: true }).first()).toBeVisible();
  await shot(page, "inventory");

  await page.getByRole("button", { name: "Draw a sample" }).first().click();
  await page.getByRole("button", { name: "Draw", exact: true }).click();
  await expect(page).toHaveURL(/\/samples\/smp_/);
  await expect(page.getByRole("button", { name: "Estimate" })).toBeVisible();
  await expect(page.getByRole("img", { name: /regatta/ }).first()).toBeVisible();
  await shot(page, "sample");

  await page.getByRole("button", { name: "Estimate" }).click();
  await expect(page).toHaveURL(/\/plans\/pln_/);
  await expect(page.getByText("not verified").filter({ visible: true }).first()).toBeVisible();
  await shot(page, "plan");

  await page.getByRole("button", { name: "Approve…" }).click();
  await shot(page, "approve");
  await page.getByRole("alertdialog").getByRole("button", { name: "Approve" }).click();
  await page.getByRole("button", { name: "Launch…" }).click();
  await shot(page, "launch");
  await page.getByRole("dialog").getByRole("button", { name: "Launch" }).click();
  await expect(page).toHaveURL(/\/runs\/run_/);
  await shot(page, "run");
  await expect(page.getByText("Finished")).toBeVisible({ timeout: 90_000 });
  await shot(page, "run-finished");

  // What cannot be signed has its code and its sentence beside it.
  const objects = page.getByRole("region", { name: "Objects of this run" });
  await page.getByRole("link", { name: "Skipped", exact: true }).click();
  await expect(objects.getByText("type_mismatch")).toBeVisible();
  await expect(objects.getByText("empty_object")).toBeVisible();
  await page.getByRole("link", { name: "Failed", exact: true }).click();
  await expect(objects.getByText("truncated", { exact: true })).toBeVisible();

  await page.getByRole("link", { name: "Signed", exact: true }).click();
  await page
    .getByRole("link", { name: /open the receipt/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { name: /^Receipt \d+/ })).toBeVisible();
  await expect(page.getByText("Trusted", { exact: true })).toBeVisible();
  await shot(page, "receipt");

  await page.goBack();
  await page.getByRole("link", { name: "Report" }).click();
  await shot(page, "report");
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: /CSV/ }).click();
  const csv = readFileSync(await (await downloading).path(), "utf8");
  expect(csv.split("\r\n")[0]).toContain("key");
  expect(csv.trimEnd().split("\r\n")).toHaveLength(101);

  expect(complaints).toEqual([]);
});
