/** What the demo bucket holds: enough of everything that a real one has, the awkward things included. */
export type DemoObject =
  | { key: string; kind: "image"; format: "jpeg" | "png" | "webp"; seed: number; width: number; height: number }
  | { key: string; kind: "copy"; of: string }
  | { key: string; kind: "signed"; of: string }
  | { key: string; kind: "truncated"; of: string }
  | { key: string; kind: "empty" }
  | { key: string; kind: "text"; text: string };

const shoots = [
  { folder: "2019/harbour-archive", count: 22, format: "jpeg", width: 1600, height: 1066 },
  { folder: "2021/press/regatta", count: 18, format: "jpeg", width: 2400, height: 1600 },
  { folder: "2023/studio/catalogue", count: 12, format: "png", width: 900, height: 900 },
  { folder: "2024/web/heroes", count: 16, format: "webp", width: 1920, height: 1080 },
  { folder: "2024/web/thumbs", count: 24, format: "jpeg", width: 320, height: 213 },
] as const;

const extension = { jpeg: "jpg", png: "png", webp: "webp" } as const;

/** The demo bucket's objects, always the same. Copies, cuts and signed ones name an object that comes before them. */
export function demoObjects(): DemoObject[] {
  const images: DemoObject[] = shoots.flatMap(({ folder, count, format, width, height }, shoot) =>
    Array.from({ length: count }, (_, i) => ({
      key: `${folder}/${folder.split("/").at(-1)}-${String(i + 1).padStart(3, "0")}.${extension[format]}`,
      kind: "image" as const,
      format,
      seed: shoot * 1000 + i + 1,
      width,
      height,
    })),
  );
  return [
    ...images,
    { key: "2021/press/selects/cover (final).jpg", kind: "copy", of: "2021/press/regatta/regatta-003.jpg" },
    { key: "2021/press/selects/détail – mât & voile.jpg", kind: "copy", of: "2021/press/regatta/regatta-007.jpg" },
    { key: "2024/web/heroes/heroes-001 copy.webp", kind: "copy", of: "2024/web/heroes/heroes-001.webp" },
    { key: "2024/agency/already-signed.jpg", kind: "signed", of: "2019/harbour-archive/harbour-archive-004.jpg" },
    {
      key: "2019/harbour-archive/upload-broke-off.jpg",
      kind: "truncated",
      of: "2019/harbour-archive/harbour-archive-009.jpg",
    },
    { key: "2023/studio/catalogue/really-a-png.jpg", kind: "copy", of: "2023/studio/catalogue/catalogue-005.png" },
    { key: "2023/studio/placeholder.png", kind: "empty" },
    {
      key: "README.txt",
      kind: "text",
      text: "Photographs of the harbour, the press pool and the studio. Made up for the demo.\n",
    },
  ];
}
