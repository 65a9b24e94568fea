import { join } from "node:path";
import { sha256Hex } from "../kernel/bytes.ts";
import { asFault } from "../kernel/fault.ts";
import { newId } from "../kernel/ids.ts";
import { stampRoomBytes } from "../media/stamp-header.ts";
import type { StatedAssertion } from "../metadata/resolve-template.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import type { SignOrder } from "../ports/media.ts";
import type { Signer } from "../ports/signer.ts";
import type { Interval } from "../sample/wilson-interval.ts";
import { openSigner } from "../signer-identity/open-signer.ts";
import { validateOwn } from "../signer-identity/validate-own.ts";
import { originStatement } from "./declared-origin.ts";
import { manifestDefinition, nameDefinition } from "./manifest-definition.ts";
import type { PlanSettings } from "./schema.ts";
import { type TrialMime, trialPicture } from "./trial-picture.ts";
import { writingOf } from "./writing-of.ts";

/** What signing under a plan's settings takes, as it was tried before the plan was frozen. */
export interface Trial {
  /** What signing one asset stores besides the asset itself. */
  manifestBytes: Interval;
  /** A media process's time for an asset that is signed: for looking at it, signing it, and validating what was stored. */
  msPerAsset: number;
  msPerByte: number;
}

const smallBytes = 20_000;
const largeBytes = 4_000_000;
/** Each process signs a size so often at a time. */
const jobs = { small: 6, large: 2 };
/** The first jobs of a process take twice as long and more, until its code is compiled: they are repeated until they gain no more, at most for so long. */
const warmingMs = { small: 400, large: 150 };
const gainMin = 0.05;

/**
 * How far manifests of other formats are from a PNG's, in bytes: the hard binding of files made of boxes (MP4, HEIC, AVIF) is a
 * larger assertion. Observed over all formats of `lib/media/formats.ts`: from 0 to 170.
 */
const otherFormats = { less: 50, more: 250 };

/**
 * Signs pictures of our own as a run under these settings would sign its assets, with as many at once as there are media
 * processes, and tells how long the manifests are and how long the processes took. `stated` is what would be stated of some
 * of the objects. Null where a key service does not answer now: a plan can be looked at without it.
 */
export async function tryPlan(
  ctx: TenantCtx,
  settings: PlanSettings,
  stated: readonly StatedAssertion[][],
  mime: TrialMime,
): Promise<Trial | null> {
  const { parallel } = ctx.ports.media;
  try {
    const signer = await openSigner(ctx, settings.identityId);
    const once = (bytes: number, about: StatedAssertion[] = []) =>
      signOne(ctx, settings, signer, { mime, sizeBytes: bytes }, about);
    const many = (bytes: number, times: number) =>
      Promise.all(
        Array.from({ length: parallel }, async () => {
          const made: Signed[] = [];
          for (let i = 0; i < times; i++) made.push(await once(bytes, stated[0]));
          return made;
        }),
      ).then((all) => all.flat());
    const settled = async (bytes: number, size: keyof typeof jobs) => {
      const endsMs = performance.now() + warmingMs[size];
      for (let before = Number.POSITIVE_INFINITY; ; ) {
        const now = mean((await many(bytes, jobs[size])).map(({ ms }) => ms));
        if (now > before * (1 - gainMin)) return (now + before) / 2;
        if (performance.now() > endsMs) return now;
        before = now;
      }
    };
    const small = await settled(smallBytes, "small");
    const large = await settled(largeBytes, "large");
    const sizes: number[] = [];
    for (const about of stated.length > 0 ? stated : [[]]) sizes.push((await once(smallBytes, about)).manifestBytes);
    const msPerByte = Math.max(0, large - small) / (largeBytes - smallBytes);
    return {
      manifestBytes: {
        estimate: mean(sizes),
        low: Math.min(...sizes) - otherFormats.less,
        high: Math.max(...sizes) + otherFormats.more,
      },
      msPerAsset: Math.max(0, small - smallBytes * msPerByte),
      msPerByte,
    };
  } catch (thrown) {
    if (asFault(thrown).code === "upstream") return null;
    throw thrown;
  }
}

interface Signed {
  ms: number;
  manifestBytes: number;
}

async function signOne(
  { ports: { media, scratch } }: TenantCtx,
  settings: PlanSettings,
  signer: Signer,
  { mime, sizeBytes }: { mime: TrialMime; sizeBytes: number },
  stated: StatedAssertion[],
): Promise<Signed> {
  const { form } = writingOf(settings);
  const parent = settings.declaredOrigin ? { parent: originStatement(settings.declaredOrigin) } : {};
  const definition = nameDefinition(manifestDefinition({ mime, stated, ...parent }), sha256Hex(newId("request")));
  const room = settings.timeStamp === "none" ? 0 : stampRoomBytes;
  return scratch.within(async (folder) => {
    const path = join(folder, "asset");
    const outputPath = join(folder, "signed");
    const picture = trialPicture(mime, sizeBytes);
    // Who signs in a run has hashed the asset already.
    const contentSha256 = sha256Hex(picture);
    const order: SignOrder = { mime, mode: form, definition, signer, stampRoomBytes: room, contentSha256 };
    await scratch.write(path, picture);
    let ms = 0;
    const spent = (more: number) => {
      ms += more;
    };
    const asset = { path, sizeBytes: picture.byteLength };
    const { signed } = await media.inspectAndSign({ ...asset, nameMime: mime, decide: () => order, outputPath, spent });
    const storedBytes = signed?.outputSizeBytes ?? 0;
    const stored =
      form === "remote"
        ? { ...asset, manifestPath: outputPath }
        : { path: outputPath, sizeBytes: storedBytes, manifestPath: null };
    // As in a run, whose first validation alone follows the chain.
    await validateOwn(media, signer, { ...stored, mime, spent }, true);
    return { ms, manifestBytes: form === "remote" ? storedBytes : storedBytes - picture.byteLength };
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
