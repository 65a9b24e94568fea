/** Why a stamp that is owed can never be had any more. */
export const stampLosses = [
  "certificate_over",
  "identity_gone",
  "bucket_gone",
  "stored_gone",
  "stored_differs",
  "asset_changed",
  "no_room",
  "readback_invalid",
] as const;
export type StampLoss = (typeof stampLosses)[number];

/** One sentence per code, in the words of the person who reads a report. */
export const stampLossSentence: Record<StampLoss, string> = {
  certificate_over:
    "The signing certificate ended or was revoked before a stamp came. Sign the asset anew to have one.",
  identity_gone: "The signing identity is not in this workspace any more.",
  bucket_gone: "The bucket was disconnected.",
  stored_gone: "What was signed is no longer where it was put.",
  stored_differs: "Something else lies where the manifest store or the signed copy was put. It was left untouched.",
  asset_changed: "The asset was replaced or removed, so that its manifest describes nothing that is there.",
  no_room: "The token is larger than the room that was kept for it in the manifest.",
  readback_invalid: "The stamped manifest did not read back as Trusted.",
};
