import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./class-names";

const badgeVariants = cva(
  "inline-flex h-5 shrink-0 items-center gap-1 whitespace-nowrap rounded-[5px] border px-1.5 font-medium text-[0.6875rem] leading-none [&_svg]:size-3",
  {
    variants: {
      variant: {
        neutral: "border-border bg-muted text-foreground",
        outline: "border-input bg-transparent text-muted-foreground",
        solid: "border-primary bg-primary text-primary-foreground",
        caution: "border-caution/30 bg-caution-tint text-caution",
        destructive: "border-destructive/30 bg-destructive-tint text-destructive",
      },
    },
    defaultVariants: { variant: "neutral" },
  },
);

export type BadgeVariant = NonNullable<VariantProps<typeof badgeVariants>["variant"]>;
export type BadgeProps = ComponentProps<"span"> & { variant?: BadgeVariant };

/** A short label. C2PA states (Well-Formed, Valid, Trusted) take "neutral", always: they are no traffic lights. */
export function Badge({ className, variant, ...props }: BadgeProps) {
  return <span {...props} className={cn(badgeVariants({ variant }), className)} />;
}
