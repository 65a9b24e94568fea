import { makeOpenStore } from "../../../lib/adapters/store/open-store.ts";
import type { Store } from "../../../lib/ports/store.ts";
import { makeS3Bucket } from "../../conformance/s3-under-test.ts";
import { picture } from "../launched-run.ts";
import type { S3UnderTest } from "../s3.ts";

export interface BucketOfPictures {
  bucket: string;
  /** The store itself, by no detour. */
  store: Store;
  remove(): Promise<void>;
}

const scenes = 8;
const atOnce = 16;

/** A new bucket with so many small JPEGs, no two alike: what is stored once for two would hide what was stored twice for one. */
export async function bucketOfPictures(server: S3UnderTest, objects: number): Promise<BucketOfPictures> {
  const { endpoint, accessKeyId, secretAccessKey } = server;
  const { bucket, remove } = await makeS3Bucket(server);
  const location = { kind: "s3", bucket, region: "us-east-1", endpoint, pathStyle: true } as const;
  const open = makeOpenStore({ allowPrivateEndpoints: true, fsRoots: null });
  const store = open(location, { accessKeyId, secretAccessKey });
  const bases = await Promise.all(Array.from({ length: scenes }, (_, seed) => picture(seed + 1)));
  const numbers = Array.from({ length: objects }, (_, n) => n);
  await overAll(numbers, (n) =>
    store.put(keyOf(n), numbered(bases[n % scenes] as Uint8Array, n), {
      contentType: "image/jpeg",
      when: { kind: "always" },
    }),
  );
  return {
    bucket,
    store,
    async remove() {
      await store.close();
      await remove();
    },
  };
}

/** Does it with every item, a few at a time. */
export async function overAll<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let n = next++; n < items.length; n = next++) await work(items[n] as T);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

function keyOf(n: number): string {
  return `photos/${String(n % 7)}/${String(n).padStart(6, "0")}.jpg`;
}

/** The same picture with a number in a comment segment (ITU-T T.81, B.2.4.5), behind the first segment. */
function numbered(jpeg: Uint8Array, n: number): Uint8Array {
  const bytes = Buffer.from(jpeg);
  const text = Buffer.from(`number ${n}`);
  const at = 4 + bytes.readUInt16BE(4);
  const comment = Buffer.concat([Buffer.of(0xff, 0xfe, 0, text.length + 2), text]);
  return Uint8Array.from(Buffer.concat([bytes.subarray(0, at), comment, bytes.subarray(at)]));
}
