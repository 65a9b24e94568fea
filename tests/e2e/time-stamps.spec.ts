import { fileURLToPath } from "node:url";
import { expect, type Page, test } from "@playwright/test";
import { hasOpenssl, startTsa, type Tsa } from "../support/tsa.ts";
import { watchConsole } from "./watch-console.ts";

const folder = process.env.E2E_BUCKET ?? fileURLToPath(new URL("../../.data/e2e/buckets/demo", import.meta.url));
const shots = fileURLToPath(new URL("../../.data/test-results/screens", import.meta.url));
const shot = (page: Page, name: string) => page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });

let tsa: Tsa;
test.beforeAll(async () => {
  if (hasOpenssl) tsa = await startTsa();
});
test.afterAll(() => tsa?.close());

test("a run while the authority is down owes its stamps, and they are paid when somebody asks for them", async ({
  page,
}) => {
  test.skip(!hasOpenssl, "needs openssl");
  test.setTimeout(240_000);
  const complaints = watchConsole(page);
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill("demo@example.test");
  await page.getByLabel("Password").fill(process.env.C2C_DEMO_PASSWORD ?? "");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(/\/demo$/);

  await page.goto("/demo/time-stamps");
  await page.getByRole("button", { name: /^(Name an authority for|Change) Standard$/ }).click();
  await page.getByLabel("Endpoint").fill(tsa.url);
  await page.getByLabel("Requests at most").fill("200");
  await page.getByLabel("Dollars a stamp").fill("0.02");
  await page.getByLabel("Price as of").fill("2026-11");
  await page.getByLabel("Attempts").fill("1");
  await page.getByLabel("Anchors").fill(tsa.anchorPem);
  await shot(page, "time-stamps-form");
  await page.getByRole("button", { name: "Keep", exact: true }).click();
  await page.getByRole("button", { name: "Test Standard" }).click();
  await page.getByRole("button", { name: "Ask for a stamp" }).click();
  await expect(page.getByText("CN=Test TSA", { exact: false })).toBeVisible();
  await shot(page, "time-stamps-test");
  await page.keyboard.press("Escape");
  await shot(page, "time-stamps");

  tsa.always({ kind: "status", status: 500 });
  await page.goto("/demo/buckets/new");
  await page.getByLabel("Folder", { exact: true }).last().fill(folder);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Name").fill("Stamped pictures");
  await page.getByRole("button", { name: "Connect" }).click();
  await page.getByRole("button", { name: "Take an inventory" }).first().click();
  await page.getByRole("button", { name: "Begin" }).click();
  await page.getByRole("button", { name: "Draw a sample" }).first().click();
  await page.getByRole("button", { name: "Draw", exact: true }).click();
  await expect(page.getByRole("button", { name: "Estimate" })).toBeVisible({ timeout: 60_000 });
  await page.getByLabel("Time-stamps").click();
  await page.getByRole("option", { name: /Standard/ }).click();
  await shot(page, "plan-form-stamps");
  await page.getByRole("button", { name: "Estimate" }).click();
  await expect(page).toHaveURL(/\/plans\/pln_/);
  await page.getByRole("button", { name: "Approve…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Approve" }).click();
  await page.getByRole("button", { name: "Launch…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Launch" }).click();
  await expect(page.getByText("Finished")).toBeVisible({ timeout: 90_000 });
  await expect(page.getByText("Time-stamps owed")).toBeVisible();
  await shot(page, "run-owing");

  tsa.always(null);
  await page.goto("/demo");
  await expect(page.getByRole("heading", { name: "Time-stamp debt" })).toBeVisible();
  await shot(page, "overview-debt");
  await page.getByRole("button", { name: "Pay now" }).click();
  await page.getByRole("button", { name: "Ask now" }).click();
  // The durable function pays them; the page tells when it is asked again.
  await expect(async () => {
    await page.goto("/demo/time-stamps?state=open");
    await expect(page.getByText("Every manifest that was to be stamped is.").first()).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 90_000 });
  await page.goto("/demo/time-stamps?state=paid");
  await shot(page, "time-stamps-paid");
  const receipt = page.locator('table a[href*="/receipts/"]').first();
  await page.goto((await receipt.getAttribute("href")) ?? "");
  await expect(page.getByText("the manifest existed by")).toBeVisible();
  await expect(page.getByText("Takes the place of")).toBeVisible();
  await shot(page, "receipt-stamped");
  expect(complaints).toEqual([]);
});
