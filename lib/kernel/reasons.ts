import type { FailReason, SkipReason } from "./outcome.ts";

/** One sentence per code, in the words of the person who reads a report. Screens, CSV and CLI all use these. */
export const reasonSentence: Record<SkipReason | FailReason, string> = {
  already_signed: "The asset already carries Content Credentials, and the plan says to leave such assets alone.",
  empty_object: "The object has no bytes, so there is nothing to sign.",
  placeholder: "The object is a placeholder (such as a 1×1 image), which the plan does not sign.",
  type_mismatch: "The bytes are of another type than the object's name or content type says.",
  unsupported_format: "The present engine cannot sign this format, or not in the mode that was asked for.",
  too_large: "The object is larger than the plan's limit, or than what can be signed in its format.",
  too_many_pixels: "The image has more pixels than the plan's limit.",
  several_manifest_stores: "The file holds several manifest stores, which counts as having none; it was set aside.",
  metadata_missing: "The plan's metadata has no value for this object, and the plan says to leave such objects alone.",
  object_gone: "The object was in the inventory but is no longer in the bucket.",
  object_changed: "The object changed after the inventory was taken. Take a new inventory to sign the new version.",
  truncated: "The file ends before its own structure says it should. Nothing was signed.",
  undecodable: "The file's structure cannot be read. Nothing was signed.",
  archived: "The object is archived, and cannot be read before it is restored in the bucket.",
  read_denied: "The bucket's credentials may not read this object.",
  write_denied: "The bucket's credentials may not write the manifest.",
  no_conditional_put:
    "The store ignores or refuses conditional puts, and without them nothing keeps two writers from writing one manifest.",
  stored_key_too_long:
    "The signed copy's key would be longer than the 1,024 bytes that a bucket allows. Plan with a shorter prefix.",
  metadata_unfit: "The plan's metadata cannot be stated for this object as it is. Nothing was signed.",
  store_unavailable: "The store did not answer in time, and all attempts are used up.",
  store_slow_down: "The store asked to slow down again and again, for most of an hour, and did not serve this object.",
  stored_differs: "Something else is stored under the manifest's name. It was left untouched.",
  parent_unbound:
    "The manifest that the asset carries does not match its bytes, so that no manifest can be added to it. Nothing was signed.",
  sign_refused: "The signing service refused to sign.",
  replacing_stopped:
    "The run was cancelled when this object was about to be replaced, so it may be the signed one by now. Inspect it; its earlier version is in the bucket only where that keeps versions.",
  readback_missing: "What was written could not be read back.",
  readback_invalid: "What was read back did not validate as Trusted against the signing identity's own anchor.",
  deadline: "Work on this file took longer than its deadline each time, and was stopped. The file was set aside.",
  worker_killed: "Reading this file ended the process that did it, more than once. The file was set aside.",
  internal: "Something went wrong on our side with this asset.",
};
