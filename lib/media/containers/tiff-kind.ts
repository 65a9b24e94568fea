import { type Look, PastEnd } from "../byte-source.ts";
import { directories, openTiff, value } from "./tiff.ts";

/** The photometric interpretation of a sensor's own mosaic: only what comes raw from a camera has it. */
const colourFilterArray = 32_803;

/**
 * Which of the formats a file is that all begin like a TIFF: by its tags and not by its name. A plain TIFF that Nikon's software wrote
 * has Nikon's name in it too; what makes a raw file is that the sensor's mosaic is in it.
 */
export function tiffKind(look: Look): string {
  if (look.has(8, "CR\x02")) return "image/x-canon-cr2";
  if (look.has(2, "RO") || look.has(2, "RS") || look.has(2, "OR")) return "image/x-olympus-orf";
  if (look.has(2, "+") || look.has(3, "+")) return "image/x-bigtiff";
  let make: string | null = null;
  try {
    const tiff = openTiff(look);
    if (tiff === null) return "image/tiff";
    for (const directory of directories(look, tiff)) {
      if (directory.has(0xc612)) return "image/x-adobe-dng";
      const name = directory.get(271);
      if (name) make ??= look.text(name.at, Math.min(name.count, 64)).toUpperCase();
      const photometric = directory.get(262);
      if (photometric && value(tiff, photometric) === colourFilterArray) return rawOf(make ?? "");
    }
  } catch (thrown) {
    // What is broken further on is the structure check's to say.
    if (!(thrown instanceof PastEnd || thrown instanceof RangeError)) throw thrown;
  }
  return "image/tiff";
}

function rawOf(make: string): string {
  if (make.startsWith("NIKON")) return "image/x-nikon-nef";
  if (make.startsWith("SONY")) return "image/x-sony-arw";
  return "image/x-camera-raw";
}
