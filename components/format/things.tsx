import { thingsText } from "@/lib/kernel/count-text";

/** A number of things with their name in one or many: "1 object", "1,204 objects". */
export function Things({ value, one, many }: { value: string | number; one: string; many?: string }) {
  return (
    <data value={String(value)} className="num">
      {thingsText(value, one, many)}
    </data>
  );
}
