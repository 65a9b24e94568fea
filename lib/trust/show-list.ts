import { z } from "zod";
import type { Id } from "../kernel/ids.ts";
import type { ListRow } from "./rows.ts";
import type { TrustListDetail, TrustListView } from "./schema.ts";

export function showList(row: ListRow): TrustListView {
  return {
    id: row.id as Id<"trustList">,
    name: row.name,
    url: row.url,
    anchors: row._count.anchors,
    sha256: row.sha256,
    leftOut: row.leftOutCount,
    loadedAt: row.loadedAt.toISOString(),
    checkedAt: row.checkedAt.toISOString(),
    problem: row.problem,
  };
}

export function showListDetail(row: ListRow): TrustListDetail {
  return { ...showList(row), leftOutSentences: z.array(z.string()).parse(row.leftOut) };
}
