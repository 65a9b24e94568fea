import type { FieldErrors } from "@/components/ui/field-errors.ts";
import { TextFileField } from "@/components/ui/text-file-field";
import type { IdentityDraft } from "./identity-draft.ts";

export type DraftProps = {
  draft: IdentityDraft;
  change: (part: Partial<IdentityDraft>) => void;
  errors: FieldErrors;
};

const files = { accept: ".pem,.crt,.cer,.key,.txt", bytesMax: 100_000 };

/** The certificates, which are the same whoever holds the key. */
export function ChainFields({ draft, change, errors }: DraftProps) {
  return (
    <>
      <TextFileField
        {...files}
        label="Certificate chain"
        hint="PEM, the leaf first, each certificate before the one that signed it. The root may be the last."
        value={draft.chainPem}
        onChange={(chainPem) => change({ chainPem })}
        error={errors.chainPem}
        placeholder="-----BEGIN CERTIFICATE-----"
      />
      <TextFileField
        {...files}
        label="Root"
        optional
        hint="Where it is not at the chain's end. Old manifests stay checkable against it for ever."
        value={draft.anchorPem}
        onChange={(anchorPem) => change({ anchorPem })}
        error={errors.anchorPem}
        placeholder="-----BEGIN CERTIFICATE-----"
      />
    </>
  );
}

/** The key itself. It is sealed as soon as it arrives, and never shown again. */
export function KeyField({ draft, change, errors }: DraftProps) {
  return (
    <TextFileField
      {...files}
      label="Private key"
      hint="PEM, not encrypted. It is sealed as soon as it arrives, and nobody sees it again."
      value={draft.privateKeyPem}
      onChange={(privateKeyPem) => change({ privateKeyPem })}
      error={errors.privateKeyPem}
      placeholder="-----BEGIN PRIVATE KEY-----"
    />
  );
}
