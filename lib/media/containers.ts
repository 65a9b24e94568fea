import type { Look } from "./byte-source.ts";
import { checkFlac } from "./containers/flac.ts";
import { checkGif, countInGif } from "./containers/gif.ts";
import { countInId3 } from "./containers/id3.ts";
import { checkIsoImage } from "./containers/iso-images.ts";
import { checkMovie, countInIsoMedia, descriptionsIn } from "./containers/iso-media.ts";
import { checkJpeg, countInJpeg, jpegHeaderEnd } from "./containers/jpeg.ts";
import { checkJxl, countInJxl } from "./containers/jxl.ts";
import { checkMp3 } from "./containers/mpeg-audio.ts";
import { checkMatroska, checkOgg, checkPdf } from "./containers/others.ts";
import { checkPng, countInPng } from "./containers/png.ts";
import { checkAiff, checkAvi, checkWav, checkWebp, countInRiff } from "./containers/riff.ts";
import { checkSvg, countInSvg } from "./containers/svg.ts";
import { checkTiff, countInTiff } from "./containers/tiff.ts";
import type { Container } from "./formats.ts";
import type { StructureFinding } from "./structure.ts";

/** What is known of a container: the parts of the table of formats that are code. */
export interface ContainerLooks {
  /** Throws `PastEnd` where it leads past the end, RangeError or `NoBox` where it makes no sense. */
  check(look: Look): StructureFinding;
  /** How many manifest stores it carries; null where only the engine can tell. */
  countStores(look: Look): number | null;
  /** Where texts that describe it may stand; everywhere, where it is not known better. */
  descriptions?(look: Look): [from: number, to: number][];
}

const none = () => 0;
const unknown = () => null;

export const containers: Record<Container, ContainerLooks> = {
  // Into these no writer puts a manifest.
  aiff: { check: checkAiff, countStores: none },
  matroska: { check: checkMatroska, countStores: none },
  ogg: { check: checkOgg, countStores: none },
  none: { check: () => ({ structure: "unchecked" }), countStores: none },
  avi: { check: checkAvi, countStores: countInRiff },
  flac: { check: checkFlac, countStores: countInId3 },
  gif: { check: checkGif, countStores: countInGif },
  "iso-image": { check: checkIsoImage, countStores: countInIsoMedia },
  jpeg: { check: checkJpeg, countStores: countInJpeg, descriptions: (look) => [[0, jpegHeaderEnd(look)]] },
  jxl: { check: checkJxl, countStores: countInJxl },
  movie: { check: checkMovie, countStores: countInIsoMedia, descriptions: descriptionsIn },
  mp3: { check: checkMp3, countStores: countInId3 },
  pdf: { check: checkPdf, countStores: unknown },
  png: { check: checkPng, countStores: countInPng },
  svg: { check: checkSvg, countStores: countInSvg },
  tiff: { check: checkTiff, countStores: countInTiff },
  wav: { check: checkWav, countStores: countInRiff },
  webp: { check: checkWebp, countStores: countInRiff },
};
