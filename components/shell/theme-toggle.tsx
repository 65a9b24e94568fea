"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { DropdownMenu, MenuItem } from "@/components/ui/dropdown-menu";

const choices = [
  { value: "light", label: "Light", icon: Sun },
  { value: "dark", label: "Dark", icon: Moon },
  { value: "system", label: "As the system", icon: Monitor },
] as const;

/** Chooses light, dark or the system's theme. */
export function ThemeToggle() {
  const { theme, setTheme } = useTheme();
  // The server cannot know the choice, so nothing is ticked until the browser says.
  const mounted = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return (
    <DropdownMenu
      trigger={
        <Button variant="ghost" size="icon" aria-label="Theme">
          <Sun className="dark:hidden" aria-hidden="true" />
          <Moon className="hidden dark:block" aria-hidden="true" />
        </Button>
      }
    >
      {choices.map(({ value, label, icon: Icon }) => (
        <MenuItem key={value} current={mounted && theme === value} onSelect={() => setTheme(value)}>
          <Icon aria-hidden="true" />
          {label}
        </MenuItem>
      ))}
    </DropdownMenu>
  );
}

const never = () => () => {};
