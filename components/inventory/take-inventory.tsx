"use client";

import { ListTree } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { Textarea } from "@/components/ui/textarea";
import type { ActionResult } from "@/lib/edge/action.ts";
import type { InventoryView } from "@/lib/inventory/schema.ts";
import { ObjectListInput } from "./object-list-input";
import { sendObjectList } from "./send-object-list.ts";

export type TakeInventoryProps = {
  slug: string;
  bucketId: string;
  /** Whether the store writes inventory reports of its own. */
  hasReports: boolean;
  request: (prefixes: string[]) => Promise<ActionResult<InventoryView>>;
  requestReport: (manifestKey: string, prefixes: string[]) => Promise<ActionResult<InventoryView>>;
};

type Source = "listing" | "report" | "list";

/** Asks for the bucket to be listed, or for a report or an uploaded list to be read, and goes to the inventory. */
export function TakeInventory({ slug, bucketId, hasReports, request, requestReport }: TakeInventoryProps) {
  const router = useRouter();
  const [source, setSource] = useState<Source>("listing");
  const [text, setText] = useState("");
  const [manifestKey, setManifestKey] = useState("");
  const [file, setFile] = useState<File | null>(null);

  async function take(): Promise<InventoryView | { refused: string }> {
    const lines = text.split("\n").filter((line) => line !== "");
    const prefixes = lines.length > 0 ? lines : [""];
    if (source === "list")
      return file
        ? sendObjectList(file, { workspace: slug, bucketId, prefixes })
        : { refused: "Choose the file that holds the list." };
    const result = await (source === "report" ? requestReport(manifestKey.trim(), prefixes) : request(prefixes));
    return result.ok ? result.value : { refused: result.error.message };
  }

  async function submit() {
    const taken = await take();
    if ("refused" in taken) return { ok: false as const, error: { message: taken.refused } };
    router.push(`/${slug}/inventories/${taken.id}`);
    return { ok: true as const };
  }

  return (
    <FormDialog
      title="Take an inventory"
      description="Keeps the objects' keys, sizes, dates and ETags. No object is read, and nothing is written."
      trigger={
        <Button variant="primary">
          <ListTree aria-hidden="true" /> Take an inventory
        </Button>
      }
      confirmLabel={source === "list" ? "Upload" : "Begin"}
      submit={submit}
    >
      <RadioGroup
        aria-label="Where the objects are told from"
        value={source}
        onValueChange={(value) => setSource(value as Source)}
        options={[
          { value: "listing", label: "List the bucket", hint: "What is in it now, by requests to the store." },
          ...(hasReports
            ? [
                {
                  value: "report",
                  label: "Read an S3 Inventory report",
                  hint: "As of its date, in CSV or Parquet: a few requests for any number of objects.",
                },
              ]
            : []),
          {
            value: "list",
            label: "Upload an object list",
            hint: "In CSV or one JSON object a line, of your own making.",
          },
        ]}
      />
      {source === "report" ? (
        <Field label="Key of the report's manifest.json" hint="In this bucket, below the date of the report.">
          <Input
            value={manifestKey}
            onChange={(event) => setManifestKey(event.target.value)}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            required
          />
        </Field>
      ) : null}
      {source === "list" ? (
        <Field
          label="The list"
          hint="Columns key and size, and if you have them etag, last_modified, storage_class and mime."
        >
          <ObjectListInput onChoose={setFile} />
        </Field>
      ) : null}
      <Field
        label="Only below these prefixes"
        optional
        hint="One on a line, such as photos/2024/. Leave it empty for everything."
      >
        <Textarea
          mono
          value={text}
          onChange={(event) => setText(event.target.value)}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
        />
      </Field>
    </FormDialog>
  );
}
