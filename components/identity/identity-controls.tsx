"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/edge/action.ts";
import type { Id } from "@/lib/kernel/ids.ts";
import type { IdentityView } from "@/lib/signer-identity/schema.ts";
import { algorithmWords } from "./identity-words.ts";

type Act<I> = (input: I) => Promise<ActionResult<IdentityView>>;

export type IdentityControlsProps = {
  identity: IdentityView;
  /** Who may follow it. */
  heirs: readonly IdentityView[];
  setDefault: Act<{ identityId: Id<"identity"> }>;
  rotate: Act<{ identityId: Id<"identity">; successorId: Id<"identity"> }>;
  retire: Act<{ identityId: Id<"identity">; evenInUse: boolean }>;
};

/** What can be done with an identity that is not retired. */
export function IdentityControls({ identity, heirs, setDefault, rotate, retire }: IdentityControlsProps) {
  const router = useRouter();
  const { id: identityId, retiredAt, successorId, isDefault, daysLeft } = identity;
  const done = (result: ActionResult<unknown>, sentence: string) => {
    if (!result.ok) return result.error.message;
    toast.success(sentence);
    router.refresh();
    return null;
  };
  if (retiredAt) return null;
  return (
    <>
      {isDefault || successorId || daysLeft < 0 ? null : (
        <ConfirmDialog
          trigger={<Button>Make default</Button>}
          title="Sign with this identity by default?"
          description="New plans and uploads that name nobody are signed with it. Plans that were approved keep theirs."
          confirmLabel="Make default"
          dismissLabel="Leave it"
          tone="primary"
          onConfirm={async () => done(await setDefault({ identityId }), "It is the default now.")}
        />
      )}
      {successorId ? null : (
        <Rotate
          heirs={heirs}
          rotate={async (next) => done(await rotate({ identityId, successorId: next }), "The successor takes over.")}
        />
      )}
      <Retire
        name={identity.name}
        retire={async (evenInUse) => done(await retire({ identityId, evenInUse }), "Retired.")}
      />
    </>
  );
}

function Rotate({
  heirs,
  rotate,
}: {
  heirs: readonly IdentityView[];
  rotate: (successorId: Id<"identity">) => Promise<string | null>;
}) {
  const [next, setNext] = useState<string>(heirs[0]?.id ?? "");
  return (
    <ConfirmDialog
      trigger={<Button>Rotate</Button>}
      title="Let another identity follow?"
      description="New plans take the successor, and it becomes the default where this one is. What was approved under this one goes on being signed with it. A link to a successor is not undone."
      confirmLabel="Rotate"
      dismissLabel="Not yet"
      tone="primary"
      onConfirm={async () => (next === "" ? "Add the identity that follows first." : rotate(next as Id<"identity">))}
    >
      {heirs.length === 0 ? (
        <p className="text-[0.8125rem]">There is no other identity that could follow. Add one first.</p>
      ) : (
        <Field label="Successor">
          <Select
            value={next}
            onValueChange={setNext}
            options={heirs.map(({ id, name, algorithm, daysLeft }) => ({
              value: id,
              label: `${name} (${algorithmWords[algorithm]})`,
              hint: `${daysLeft} days`,
            }))}
          />
        </Field>
      )}
    </ConfirmDialog>
  );
}

function Retire({ name, retire }: { name: string; retire: (evenInUse: boolean) => Promise<string | null> }) {
  const [evenInUse, setEvenInUse] = useState(false);
  return (
    <ConfirmDialog
      trigger={<Button variant="ghost">Retire</Button>}
      title="Retire this identity?"
      description="It signs nothing more, and that is not undone. Its certificates stay here for ever, so that every receipt that names it can still be checked."
      confirmLabel="Retire"
      typedWords={name}
      onConfirm={() => retire(evenInUse)}
    >
      <Checkbox
        checked={evenInUse}
        onCheckedChange={(on) => setEvenInUse(on === true)}
        label="Also where runs still sign with it"
        hint="They pause and say why."
      />
    </ConfirmDialog>
  );
}
