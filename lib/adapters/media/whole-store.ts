import type { Reader } from "@contentauth/c2pa-node";

/** The bytes of the manifest store that was read. Asked for any address within it, the SDK gives it as a whole: its only way to give it. */
export async function storeOf(reader: Reader): Promise<Buffer | null> {
  try {
    const whole = (await reader.resourceToAsset(`self#jumbf=/c2pa/${reader.activeLabel()}/c2pa.signature`, {
      buffer: null,
    })) as { buffer?: Buffer | null };
    return whole.buffer ?? null;
  } catch {
    return null;
  }
}
