"use client";

import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import { saveText } from "@/components/ui/save-text.ts";

/** Saves a text that the page holds already as a file. */
export function DownloadText({ label, name, text }: { label: string; name: string; text: string }) {
  const save = () => saveText({ name, type: "application/x-pem-file", text });
  return (
    <Button onClick={save} aria-label={`Download ${label.toLowerCase()} as ${name}`}>
      <Download aria-hidden="true" /> {label}
    </Button>
  );
}
