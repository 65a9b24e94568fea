/**
 * The SDK's settings as it reads them: snake_case JSON. It ignores what it does not know in silence, so nothing else is
 * written here. The network is off: by default it would fetch whatever address an asset names. Thumbnails are off.
 */
export function sdkSettings(anchorsPem: string | null): string {
  return JSON.stringify({
    ...(anchorsPem ? { trust: { trust_anchors: anchorsPem } } : {}),
    verify: { remote_manifest_fetch: false, verify_after_sign: false },
    builder: { thumbnail: { enabled: false } },
    core: { backing_store_memory_threshold_in_mb: 16 },
  });
}
