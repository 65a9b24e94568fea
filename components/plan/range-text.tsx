import type { ReactNode } from "react";
import { Count } from "@/components/format/count";
import { Duration } from "@/components/format/duration";
import { Usd } from "@/components/format/usd";
import type { CountInterval, UsdInterval } from "@/lib/plan/schema.ts";

/** An estimate of dollars with its interval after it. */
export function UsdRange({ value }: { value: UsdInterval }) {
  return (
    <>
      <Usd value={value.estimate} />{" "}
      <Muted>
        {value.low === value.high ? null : (
          <>
            <Usd value={value.low} /> – <Usd value={value.high} />
          </>
        )}
      </Muted>
    </>
  );
}

/** An estimate of a count with its interval after it. */
export function CountRange({ value }: { value: CountInterval }) {
  return (
    <>
      <Count value={value.estimate} />{" "}
      <Muted>
        {value.low === value.high ? null : (
          <>
            <Count value={value.low} /> – <Count value={value.high} />
          </>
        )}
      </Muted>
    </>
  );
}

/** The interval of a time in whole seconds, alone. */
export function SecondsInterval({ value }: { value: CountInterval }) {
  return (
    <>
      <Duration ms={Number(value.low) * 1000} /> – <Duration ms={Number(value.high) * 1000} />
    </>
  );
}

function Muted({ children }: { children: ReactNode }) {
  return children ? <span className="block whitespace-nowrap text-muted-foreground text-xs">{children}</span> : null;
}
