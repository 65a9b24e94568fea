/**
 * The SDK's settings, as the JSON text it wants: snake_case; names it does not know are ignored in silence. Never a
 * request to the network, never a thumbnail, and large assets in files and not in memory.
 */
export function sdkSettings(anchorsPem: string | null = null, pinnedLeafPem: string | null = null): string {
  const trust = {
    // The SDK refuses an empty text: to have no anchor is to leave them out.
    ...(anchorsPem === null || anchorsPem === "" ? {} : { trust_anchors: anchorsPem }),
    // A credential on this list is trusted as it is: its chain is not followed, which is most of what a validation costs.
    ...(pinnedLeafPem === null ? {} : { allowed_list: pinnedLeafPem }),
  };
  return JSON.stringify({
    ...(Object.keys(trust).length === 0 ? {} : { trust }),
    // Output is read back and validated from the store: a check before that would be paid for twice.
    verify: { remote_manifest_fetch: false, ocsp_fetch: false, verify_after_sign: false },
    builder: { thumbnail: { enabled: false } },
    core: { backing_store_memory_threshold_in_mb: 16 },
  });
}
