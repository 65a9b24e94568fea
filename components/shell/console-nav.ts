import {
  Archive,
  CalendarClock,
  ChartNoAxesColumn,
  FileClock,
  Fingerprint,
  Gauge,
  KeyRound,
  type LucideIcon,
  PlayCircle,
  ReceiptText,
  ShieldCheck,
  UsersRound,
  WalletCards,
} from "lucide-react";

export type NavEntry = { href: string; label: string; icon: LucideIcon };
export type NavGroup = { label: string; entries: NavEntry[] };

/** The console's rooms for one workspace. `base` is the workspace's address, such as "/acme", without a slash at the end. */
export function consoleNav(base: string): NavGroup[] {
  return [
    {
      label: "Work",
      entries: [
        { href: base, label: "Overview", icon: Gauge },
        { href: `${base}/buckets`, label: "Buckets", icon: Archive },
        { href: `${base}/runs`, label: "Runs", icon: PlayCircle },
        { href: `${base}/receipts`, label: "Receipts", icon: ReceiptText },
      ],
    },
    {
      label: "Workspace",
      entries: [
        { href: `${base}/identities`, label: "Signing identities", icon: Fingerprint },
        { href: `${base}/trust`, label: "Trust lists", icon: ShieldCheck },
        { href: `${base}/time-stamps`, label: "Time-stamps", icon: CalendarClock },
        { href: `${base}/members`, label: "Members", icon: UsersRound },
        { href: `${base}/keys`, label: "API keys", icon: KeyRound },
        { href: `${base}/usage`, label: "Usage", icon: ChartNoAxesColumn },
        { href: `${base}/billing`, label: "Billing", icon: WalletCards },
        { href: `${base}/audit`, label: "Audit", icon: FileClock },
      ],
    },
  ];
}

/** The entry whose room the address is in: the longest that it begins with; the base only where it is the address itself. */
export function currentEntry(groups: readonly NavGroup[], base: string, path: string): NavEntry | undefined {
  return groups
    .flatMap((group) => group.entries)
    .filter((entry) => path === entry.href || (entry.href !== base && path.startsWith(`${entry.href}/`)))
    .sort((a, b) => b.href.length - a.href.length)[0];
}
