import { z } from "zod";
import type { ParentStatement } from "../ports/media.ts";
import { digitalSourceTypes } from "./digital-source-types.ts";

export const declaredOrigin = z.object({
  digitalSourceType: z.enum(digitalSourceTypes),
  statement: z
    .string()
    .trim()
    .min(10, "must say in a sentence on what the declaration rests")
    .max(500)
    .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), "must be text without control characters")
    .describe("On what the declaration rests, in the tenant's words")
    .meta({ examples: ["All pictures in this bucket were made by our image generator."] }),
  declaredBy: z
    .object({ tenantId: z.string(), name: z.string() })
    .nullable()
    .default(null)
    .describe("Filled in when the plan is frozen: the workspace that declares it, by the name that it has then"),
});
export type DeclaredOrigin = z.output<typeof declaredOrigin>;

/**
 * A declaration as it stands on the parent ingredient, which is gathered: what the tenant says of the asset as it was found, in
 * the tenant's name. Never on `c2pa.opened`, which is what the service itself saw. In the assertion's metadata (C2PA 2.2,
 * 9.3), under IPTC's own property name, because an ingredient has no field for it.
 */
export function originStatement({ digitalSourceType, statement, declaredBy }: DeclaredOrigin): ParentStatement {
  const name = declaredBy?.name ?? "";
  return {
    metadata: {
      dataSource: {
        type: "humanEntry.identified",
        details: `Declared by ${name}: ${statement}`,
        actors: [{ identifier: declaredBy?.tenantId ?? "" }],
      },
      "Iptc4xmpExt:DigitalSourceType": digitalSourceType,
    },
  };
}
