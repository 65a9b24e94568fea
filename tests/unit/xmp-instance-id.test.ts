import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openBytes } from "../../lib/adapters/media/open-bytes.ts";
import { inMemory, readBytesMax } from "../../lib/media/byte-source.ts";
import { findXmpInstanceId, listXmpInstanceIds } from "../../lib/media/xmp-instance-id.ts";

const find = (value: string) => findXmpInstanceId(inMemory(Buffer.from(value)), "image/png");

test("an XMP instance id is found as attribute and as element", () => {
  expect(find('<rdf xmpMM:InstanceID="xmp.iid:1" x="2">')).toBe("xmp.iid:1");
  expect(find("<xmpMM:InstanceID>uuid:2</xmpMM:InstanceID>")).toBe("uuid:2");
  expect(find("xmpMM:InstanceIDs are interesting")).toBeNull();
  expect(listXmpInstanceIds(inMemory(Buffer.from("xmpMM:InstanceID='a' xmpMM:InstanceID='b'")))).toEqual(["a", "b"]);
});

test("one that lies over the border of two windows of a large file is found, and once", () => {
  const folder = mkdtempSync(join(tmpdir(), "c2c-xmp-"));
  try {
    for (const before of [
      readBytesMax - 530,
      readBytesMax - 20,
      readBytesMax - 8,
      readBytesMax,
      2 * readBytesMax - 600,
    ]) {
      const path = join(folder, String(before));
      writeFileSync(path, `${"x".repeat(before)}xmpMM:InstanceID='uuid:far'${"y".repeat(readBytesMax)}`);
      const source = openBytes(path);
      expect(listXmpInstanceIds(source)).toEqual(["uuid:far"]);
      source.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
