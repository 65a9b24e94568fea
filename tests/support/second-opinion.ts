import { type Asset, JPEG, PNG } from "@trustnxt/c2pa-ts/asset";
import { SuperBox } from "@trustnxt/c2pa-ts/jumbf";
import { ManifestStore } from "@trustnxt/c2pa-ts/manifest";

/** What an implementation that shares no code with the engine says of a signed JPEG or PNG. It has no trust lists. */
export async function secondOpinion(bytes: Uint8Array): Promise<{ valid: boolean; failures: string[] }> {
  const own = new Uint8Array(bytes);
  const asset: Asset = JPEG.canRead(own) ? new JPEG(own) : new PNG(own);
  const jumbf = asset.getManifestJUMBF();
  if (!jumbf) return { valid: false, failures: ["claim.missing"] };
  const store = ManifestStore.read(SuperBox.fromBuffer(new Uint8Array(jumbf)));
  const result = await store.validate(asset);
  return {
    valid: result.isValid,
    failures: result.statusEntries.filter((entry) => !entry.success).map((entry) => entry.code),
  };
}
