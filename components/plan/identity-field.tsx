"use client";

import { KeyRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/edge/action.ts";
import type { IdentityView } from "@/lib/signer-identity/schema.ts";

export type IdentityFieldProps = {
  identities: readonly IdentityView[];
  value: string;
  onChange: (identityId: string) => void;
  mayMake: boolean;
  make: () => Promise<ActionResult<{ id: string }>>;
  error?: string;
};

/** Who signs. Where there is nobody yet, the way to a development identity. */
export function IdentityField({ identities, value, onChange, mayMake, make, error }: IdentityFieldProps) {
  if (identities.length === 0) return <NoIdentity mayMake={mayMake} make={make} onMade={onChange} />;
  return (
    <Field
      label="Signing identity"
      hint="A development identity is on no public trust list: others find its manifests Valid, not Trusted."
      error={error}
      className="max-w-md"
    >
      <Select
        value={value}
        onValueChange={onChange}
        options={identities.map(({ id, name, algorithm, keyId }) => ({
          value: id,
          label: `${name} (${algorithm.toUpperCase()})`,
          hint: keyId.slice(0, 8),
        }))}
      />
    </Field>
  );
}

function NoIdentity({
  mayMake,
  make,
  onMade,
}: {
  mayMake: boolean;
  make: IdentityFieldProps["make"];
  onMade: (id: string) => void;
}) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const act = () =>
    start(async () => {
      const result = await make();
      if (!result.ok) return void toast.error(result.error.message);
      onMade(result.value.id);
      router.refresh();
    });
  return (
    <Callout
      tone="caution"
      title="This workspace has no signing identity yet"
      actions={
        mayMake ? (
          <Button size="sm" pending={pending} onClick={act}>
            <KeyRound aria-hidden="true" /> Make a development identity
          </Button>
        ) : null
      }
    >
      A development identity is made here, with its own certificate chain. It is on no public trust list, and is meant
      for trying things out.
      {mayMake ? null : " Ask an owner or an admin of this workspace to make one."}
    </Callout>
  );
}
