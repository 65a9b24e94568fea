"use client";

import { UserPlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { ShownOnce } from "@/components/ui/shown-once";
import { SubmitButton } from "@/components/ui/submit-button";
import { useFormCall } from "@/components/ui/use-form-call.ts";
import type { ActionResult } from "@/lib/edge/action.ts";
import type { Role } from "@/lib/kernel/actor.ts";
import { roleWords } from "./role-words.ts";

export type InviteMemberProps = {
  /** The roles that may be given. */
  roles: readonly Role[];
  /** The console's public address, without a path. */
  origin: string;
  invite: (input: { email: string; role: Role }) => Promise<ActionResult<{ path: string }>>;
};

/** Makes an invitation's link and shows it once: sending it is the inviter's. */
export function InviteMember({ roles, origin, invite }: InviteMemberProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("operator");
  const [link, setLink] = useState<string | null>(null);
  const { submit, problem, errors, clear } = useFormCall(
    () => invite({ email, role }),
    ({ path }) => {
      setLink(origin + path);
      router.refresh();
    },
  );
  function openAnew(next: boolean) {
    setOpen(next);
    setEmail("");
    setLink(null);
    clear();
  }
  return (
    <Dialog
      open={open}
      onOpenChange={openAnew}
      title={link ? "The invitation is made" : "Invite somebody"}
      trigger={
        <Button variant="primary">
          <UserPlus aria-hidden="true" /> Invite
        </Button>
      }
    >
      {link ? (
        <div className="grid gap-4">
          <ShownOnce label="Invitation link" text={link}>
            Send this link to {email}. Whoever has it can join once, within seven days. It is not shown again; no e-mail
            was sent.
          </ShownOnce>
          <div className="flex justify-end">
            <DialogClose asChild>
              <Button variant="primary">Done</Button>
            </DialogClose>
          </div>
        </div>
      ) : (
        <form action={submit} className="grid gap-4">
          <Field label="E-mail" hint="Whom the link is for. You send it yourself." error={errors.email}>
            <Input
              type="email"
              name="email"
              required
              maxLength={254}
              autoComplete="off"
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          </Field>
          <div className="grid gap-2">
            <p className="font-medium text-[0.8125rem]" id="invite-role">
              Role
            </p>
            <RadioGroup
              aria-labelledby="invite-role"
              value={role}
              onValueChange={(value) => setRole(roles.find((each) => each === value) ?? role)}
              options={roles.map((value) => ({
                value,
                label: roleWords[value].name,
                hint: sentence(roleWords[value].may),
              }))}
            />
          </div>
          {problem ? <Callout tone="problem">{problem}</Callout> : null}
          <div className="flex justify-end">
            <SubmitButton>Make the link</SubmitButton>
          </div>
        </form>
      )}
    </Dialog>
  );
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
