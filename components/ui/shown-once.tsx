import type { ReactNode } from "react";
import { Callout } from "./callout";
import { CodeBlock } from "./code-block";
import { CopyButton } from "./copy-button";

/** A secret that is shown this one time, with what to do with it and the button that copies it. */
export function ShownOnce({ label, text, children }: { label: string; text: string; children: ReactNode }) {
  return (
    <div className="grid gap-3">
      <Callout tone="caution">{children}</Callout>
      <CodeBlock label={label} code={text} wrap />
      <div>
        <CopyButton text={text} label={`Copy the ${label.charAt(0).toLowerCase()}${label.slice(1)}`} showLabel />
      </div>
    </div>
  );
}
