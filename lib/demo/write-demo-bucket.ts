import sharp from "sharp";
import { Fault } from "../kernel/fault.ts";
import type { Store } from "../ports/store.ts";
import { type DemoObject, demoObjects } from "./demo-objects.ts";
import { sceneSvg } from "./scene.ts";

/** Signs a JPEG as somebody else would have: how the demo's already signed object comes to be. */
export type SignElsewhere = (jpeg: Uint8Array) => Promise<Uint8Array>;

/**
 * Fills an empty bucket with the demo's objects; what is there already stays, so that a repeat costs a listing.
 * Returns how many were written.
 */
export async function writeDemoBucket(store: Store, signElsewhere: SignElsewhere): Promise<number> {
  const there = new Set((await store.list({ limit: 1000 })).objects.map((object) => object.key));
  const made = new Map<string, Uint8Array>();
  let written = 0;
  for (const object of demoObjects()) {
    if (there.has(object.key)) continue;
    const bytes = await bytesOf(object, (key) => sourceBytes(store, made, key), signElsewhere);
    made.set(object.key, bytes);
    await store.put(object.key, bytes, { contentType: "application/octet-stream", when: { kind: "if-absent" } });
    written++;
  }
  return written;
}

async function bytesOf(
  object: DemoObject,
  source: (key: string) => Promise<Uint8Array>,
  signElsewhere: SignElsewhere,
): Promise<Uint8Array> {
  switch (object.kind) {
    case "image":
      return renderScene(object);
    case "copy":
      return source(object.of);
    case "signed":
      return signElsewhere(await source(object.of));
    case "truncated": {
      const whole = await source(object.of);
      return whole.subarray(0, Math.floor(whole.byteLength * 0.6));
    }
    case "empty":
      return new Uint8Array();
    case "text":
      return new TextEncoder().encode(object.text);
  }
}

async function sourceBytes(store: Store, made: Map<string, Uint8Array>, key: string): Promise<Uint8Array> {
  const bytes = made.get(key);
  if (bytes) return bytes;
  const stored = await store.get(key);
  if (stored.kind !== "found") throw new Fault("internal", `The demo's ${key} should have been written before.`);
  return stored.bytes;
}

async function renderScene({ seed, width, height, format }: DemoObject & { kind: "image" }): Promise<Uint8Array> {
  const image = sharp(Buffer.from(sceneSvg(seed, width, height))).withExif({
    IFD0: { Make: "Demo", Model: "Landscape generator", ImageDescription: `Landscape ${seed}, made up for the demo` },
  });
  const encoded =
    format === "jpeg" ? image.jpeg({ quality: 88 }) : format === "png" ? image.png() : image.webp({ quality: 82 });
  return new Uint8Array(await encoded.toBuffer());
}
