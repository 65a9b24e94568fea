import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { missingPrograms } from "../s3.mjs";

const browsers = {
  linux: ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium"],
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ],
};

/** What npm does not bring and some suites need: how to see whether it is here, and how to get it. */
const components = [
  {
    name: "a Chromium",
    suites: ["end-to-end"],
    packages: ["chromium"],
    isHere: () => findChromium() !== undefined,
    otherwise: "set CHROMIUM_PATH",
  },
  {
    name: "an S3-compatible server",
    suites: ["conformance of the S3 and R2 stores"],
    packages: ["ceph-mon", "ceph-osd", "radosgw", "ceph-common"],
    isHere: () => Boolean(process.env.C2C_TEST_S3_URL) || missingPrograms().length === 0,
    otherwise: "set C2C_TEST_S3_URL, C2C_TEST_S3_KEY and C2C_TEST_S3_SECRET",
  },
  {
    name: "OpenSSL",
    suites: ["time-stamps", "revocation"],
    packages: ["openssl"],
    isHere: () =>
      ["/usr/bin/openssl", "/usr/local/bin/openssl", "/opt/homebrew/bin/openssl"].some((path) => existsSync(path)),
    otherwise: "install it",
  },
];

/**
 * The system components that the suites need, installed from Debian's packages where that is possible and they are not here.
 * @param {(line: string) => void} say
 * @returns {{ name: string, suites: string[], otherwise: string }[]} those that are missing all the same
 */
export function ensureComponents(say) {
  const missing = components.filter((component) => !component.isHere());
  const packages = missing.flatMap((component) => component.packages);
  if (packages.length > 0 && mayInstall()) {
    say(`Installing ${packages.join(", ")} …`);
    installPackages(packages);
  }
  return missing.filter((component) => !component.isHere());
}

/** The browser that end-to-end tests drive: CHROMIUM_PATH, or one that is installed. */
export function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) return existsSync(given) ? given : undefined;
  return (browsers[process.platform] ?? []).find((path) => existsSync(path));
}

function mayInstall() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return process.getuid?.() === 0 && folders.some((folder) => existsSync(join(folder, "apt-get")));
}

function installPackages(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args) =>
    spawnSync("apt-get", ["-qq", ...args], { env, stdio: ["ignore", "ignore", "inherit"] }).status === 0;
  const install = () => apt("install", "-y", "--no-install-recommends", ...packages);
  // An image often comes without package lists, and with old ones the files that they name may be gone.
  if (!install() && apt("update")) install();
}
