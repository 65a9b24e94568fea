import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./install.mjs";

const neverRead = new Set(["node_modules", ".next", "dist", ".data", "generated"]);

/**
 * One hash over the names and contents of files and folders of the project; what does not exist counts as nothing.
 * `also` is mixed in: settings that change the result without being a file.
 * @param {string[]} paths relative to the project
 * @param {string} [also]
 * @returns {string}
 */
export function hashFiles(paths, also = "") {
  const hash = createHash("sha256").update(also);
  for (const path of paths) addTo(hash, path);
  return hash.digest("hex");
}

/**
 * Whether what `stamp` stands for was made from inputs with this hash.
 * @param {string} stamp
 * @param {string} inputs
 */
export function isFresh(stamp, inputs) {
  return existsSync(stamp) && readFileSync(stamp, "utf8") === inputs;
}

/** @param {string} stamp @param {string} inputs */
export function markFresh(stamp, inputs) {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, inputs);
}

function addTo(hash, path) {
  const full = join(root, path);
  const stat = statSync(full, { throwIfNoEntry: false });
  if (!stat) return;
  if (stat.isFile()) {
    hash.update(`${path}\0${stat.size}\0`).update(readFileSync(full));
    return;
  }
  const names = readdirSync(full).filter((name) => !neverRead.has(name));
  for (const name of names.sort()) addTo(hash, `${path}/${name}`);
}
