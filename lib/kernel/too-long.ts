import { Fault } from "./fault.ts";

/** The refusal of an object that has more bytes than its reader said it may have: nothing to try again. */
export function tooLong(key: string, bytesMax: number): Fault {
  return new Fault("invalid", `The object has more than the ${bytesMax} bytes that it may have here.`, {
    details: { what: "too_long", key },
  });
}

export function isTooLong(thrown: unknown): boolean {
  return thrown instanceof Fault && thrown.details?.what === "too_long";
}

/** No manifest store that is fetched, kept or served has more bytes than this. */
export const manifestStoreBytesMax = 20_000_000;
