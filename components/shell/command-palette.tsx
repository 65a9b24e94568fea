"use client";

import { Command } from "cmdk";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { Dialog as Radix } from "radix-ui";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/class-names";
import { Kbd } from "@/components/ui/kbd";
import { panelClasses, scrimClasses } from "@/components/ui/overlay";
import { consoleNav } from "./console-nav";

export type PaletteEntry = { label: string; href: string; hint?: string };

/** Goes anywhere by typing. Opens with Ctrl or Cmd and K, or by its button. `more` adds places, such as each bucket. */
export function CommandPalette({ base, more = [] }: { base: string; more?: readonly PaletteEntry[] }) {
  const [open, setOpen] = useState(false);
  const router = useRouter();
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      setOpen((was) => !was);
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  const go = (href: string) => {
    setOpen(false);
    router.push(href);
  };
  const rooms: PaletteEntry[] = consoleNav(base).flatMap((group) =>
    group.entries.map(({ label, href }) => ({ label, href })),
  );
  const acts: PaletteEntry[] = [{ label: "Connect a bucket", href: `${base}/buckets/new` }];
  return (
    <Radix.Root open={open} onOpenChange={setOpen}>
      <Radix.Trigger asChild>
        <Button
          className="gap-2 text-muted-foreground max-sm:size-8 max-sm:border-0 max-sm:px-0"
          aria-keyshortcuts="Control+K Meta+K"
        >
          <Search aria-hidden="true" />
          <span className="max-sm:sr-only">Go to…</span>
          <Kbd className="ml-4 max-sm:hidden">Ctrl K</Kbd>
        </Button>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Overlay className={scrimClasses} />
        <Radix.Content
          aria-describedby={undefined}
          className={cn(panelClasses, "top-[18vh] block max-w-lg translate-y-0 overflow-hidden p-0")}
        >
          <Radix.Title className="sr-only">Go to</Radix.Title>
          <Command label="Go to" loop>
            <Command.Input
              placeholder="Where to?"
              className="h-11 w-full border-b bg-transparent px-4 text-base outline-none placeholder:text-muted-foreground sm:text-sm"
            />
            <Command.List className="max-h-80 overflow-y-auto p-1.5">
              <Command.Empty className="px-3 py-6 text-center text-[0.8125rem] text-muted-foreground">
                Nothing by that name.
              </Command.Empty>
              <Group heading="Go to" entries={rooms} go={go} />
              <Group heading="Do" entries={acts} go={go} />
              {more.length > 0 ? <Group heading="More" entries={more} go={go} /> : null}
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Group({
  heading,
  entries,
  go,
}: {
  heading: string;
  entries: readonly PaletteEntry[];
  go: (href: string) => void;
}) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-muted-foreground [&_[cmdk-group-heading]]:text-xs"
    >
      {entries.map((entry) => (
        <Command.Item
          key={entry.href}
          value={`${entry.label} ${entry.href}`}
          onSelect={() => go(entry.href)}
          className="flex cursor-default items-center justify-between gap-4 rounded-sm px-2.5 py-2 text-[0.8125rem] data-[selected=true]:bg-accent"
        >
          <bdi className="truncate">{entry.label}</bdi>
          {entry.hint ? <span className="text-muted-foreground text-xs">{entry.hint}</span> : null}
        </Command.Item>
      ))}
    </Command.Group>
  );
}
