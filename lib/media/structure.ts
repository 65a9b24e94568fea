import type { Look } from "./byte-source.ts";

/** What a look at a file's structure found. */
export interface StructureFinding {
  structure: "whole" | "truncated" | "undecodable" | "unchecked";
  /** Null or left out where the format has none, or the header cannot be read. */
  widthPx?: number | null;
  heightPx?: number | null;
}

/** The UUID of a C2PA manifest store's description box: "c2pa" and the suffix of ISO types. */
const storeType = Buffer.from("6332706100110010800000aa00389b71", "hex");

/** Whether a JUMBF superbox of a manifest store begins there (C2PA 2.2, 11.1): `jumb`, whose `jumd` is of the store's type. */
export function isManifestStore(look: Look, at: number): boolean {
  return (
    look.size >= at + 32 &&
    look.has(at + 4, "jumb") &&
    look.has(at + 12, "jumd") &&
    look.bytes(at + 16, 16).equals(storeType)
  );
}

/** The larger of two images by area: of a file that holds several, what a decoder may be made to allocate. */
export function larger<T extends { widthPx: number; heightPx: number }>(one: T | null, other: T): T {
  return one === null || other.widthPx * other.heightPx > one.widthPx * one.heightPx ? other : one;
}
