import { HostileText } from "@/components/format/hostile-text";
import { When } from "@/components/format/when";
import { stampProblemSentence } from "@/lib/kernel/stamp-problems.ts";
import { stampProfileWords } from "@/lib/kernel/stamp-profiles.ts";
import type { ReceiptBody } from "@/lib/receipt/schema.ts";

/** What a receipt says of the time-stamp, in C2PA's words: by when the manifest existed, and never when the asset was made. */
export function StampText({ stamp }: { stamp: ReceiptBody["time_stamp"] }) {
  if (stamp === "none" || stamp.kind === "none") return <>none: only this receipt tells the time</>;
  const profile = `${stampProfileWords[stamp.profile].label} (${stamp.profile})`;
  if (stamp.kind === "debt")
    return (
      <>
        owed, from {profile}: {stampProblemSentence[stamp.why]}
      </>
    );
  return (
    <>
      the manifest existed by <When at={stamp.time} exact />, says <HostileText text={stamp.tsa} max={120} />, asked as{" "}
      {profile}; serial number <code className="break-all">{stamp.serial}</code>
    </>
  );
}
