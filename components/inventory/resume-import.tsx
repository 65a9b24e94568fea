"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { ObjectListInput } from "./object-list-input";
import { sendObjectList } from "./send-object-list.ts";

/** Sends the list of an import that broke off again: what was stored of it is compared and passed over. */
export function ResumeImport(where: { workspace: string; bucketId: string; inventoryId: string }) {
  const router = useRouter();
  const [file, setFile] = useState<File | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  function submit(event: FormEvent) {
    event.preventDefault();
    start(async () => {
      const sent = file ? await sendObjectList(file, where) : { refused: "Choose the file that holds the list." };
      setProblem("refused" in sent ? sent.refused : null);
      router.refresh();
    });
  }
  return (
    <form onSubmit={submit} className="mt-4 grid max-w-lg gap-3">
      <Field label="The same list again" hint="It goes on where it broke off; another list is refused." error={problem}>
        <ObjectListInput onChoose={setFile} />
      </Field>
      <div>
        <Button type="submit" pending={pending}>
          Go on with the upload
        </Button>
      </div>
    </form>
  );
}
