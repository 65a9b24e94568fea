import { readFileSync } from "node:fs";
import { chromium } from "@playwright/test";
const base = "http://127.0.0.1:3714";
const secrets = JSON.parse(readFileSync("/tmp/w-ledger/data/secrets.json", "utf8"));
const password = process.env.PW ?? secrets.demoPassword ?? secrets.DEMO_PASSWORD;
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const ctx = await browser.newContext({ viewport: { width: 1280, height: 900 } });
const page = await ctx.newPage();
page.on("console", (m) => m.type() === "error" && console.log("console", m.text().slice(0, 200)));
await page.goto(`${base}/sign-in`);
await page.getByLabel("E-mail").fill("demo@example.test");
await page.getByLabel("Password").fill(password);
await page.getByRole("button", { name: "Sign in", exact: true }).click();
await page.waitForURL(/\/demo$/, { timeout: 60000 });
const urls: string[] = process.argv.slice(2);
const state = await ctx.storageState();
for (const [theme, width] of [["light", 1280], ["dark", 1280], ["light", 390], ["dark", 390]] as const) {
  const c = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: theme, storageState: state });
  const p = await c.newPage();
  for (const u of urls) {
    await p.goto(`${base}${u}`, { waitUntil: "networkidle" }).catch(() => {});
    await p.waitForTimeout(500);
    const name = u.replaceAll("/", "_").replace(/_[a-z]+_[0-9A-Za-z]{10,}/, (x) => x.slice(0, 5));
    await p.screenshot({ path: `/tmp/w-ledger/shot${name}-${theme}-${width}.png`, fullPage: true });
    const wide = await p.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    console.log(name, theme, width, "overflow", wide);
  }
  await c.close();
}
await browser.close();
