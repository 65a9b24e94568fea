import { Input } from "@/components/ui/input";

/** Chooses the file of an object list, of the kinds that are taken in. */
export function ObjectListInput({ onChoose, ...field }: { onChoose: (file: File | null) => void }) {
  return (
    <Input
      {...field}
      type="file"
      className="py-1"
      accept=".csv,.jsonl,.ndjson"
      onChange={(event) => onChoose(event.target.files?.[0] ?? null)}
      required
    />
  );
}
