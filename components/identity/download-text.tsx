"use client";

import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";

/** Saves a text that the page holds already as a file. */
export function DownloadText({ label, name, text }: { label: string; name: string; text: string }) {
  function save() {
    const address = URL.createObjectURL(new Blob([text], { type: "application/x-pem-file" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    link.click();
    // The browser has begun to save by the next task; until then the address must hold.
    setTimeout(() => URL.revokeObjectURL(address), 0);
  }
  return (
    <Button onClick={save} aria-label={`Download ${label.toLowerCase()} as ${name}`}>
      <Download aria-hidden="true" /> {label}
    </Button>
  );
}
