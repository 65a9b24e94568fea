import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { DraftProps } from "./chain-fields";

/** Which key in AWS KMS, and what it is asked with. */
export function KeyServiceFields({ draft, change, errors }: DraftProps) {
  const bare = { autoComplete: "off", spellCheck: false, mono: true } as const;
  return (
    <>
      <Field label="Key" hint="Its ARN in AWS KMS: an asymmetric key for SIGN_VERIFY." error={errors.key}>
        <Input
          {...bare}
          value={draft.key}
          onChange={(event) => change({ key: event.target.value })}
          placeholder="arn:aws:kms:eu-central-1:111122223333:key/…"
          required
        />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Region" error={errors.region}>
          <Input
            {...bare}
            value={draft.region}
            onChange={(event) => change({ region: event.target.value })}
            placeholder="eu-central-1"
            required
          />
        </Field>
        <Field label="Endpoint" optional hint="Only where it is not AWS's own." error={errors.endpoint}>
          <Input {...bare} value={draft.endpoint} onChange={(event) => change({ endpoint: event.target.value })} />
        </Field>
        <Field
          label="Access key id"
          hint="It needs kms:GetPublicKey and kms:Sign on this key, and nothing else."
          error={errors["credentials.accessKeyId"]}
        >
          <Input
            {...bare}
            value={draft.accessKeyId}
            onChange={(event) => change({ accessKeyId: event.target.value })}
          />
        </Field>
        <Field
          label="Secret access key"
          hint="Sealed, and never shown again."
          error={errors["credentials.secretAccessKey"]}
        >
          <Input
            {...bare}
            type="password"
            autoComplete="new-password"
            value={draft.secretAccessKey}
            onChange={(event) => change({ secretAccessKey: event.target.value })}
          />
        </Field>
      </div>
    </>
  );
}
