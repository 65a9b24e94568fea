"use client";

import Link from "next/link";
import { useParams } from "next/navigation";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";

/** Stands in for a page of the console; the navigation around it stays. */
export default function ConsoleError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const { tenant } = useParams<{ tenant: string }>();
  return (
    <ErrorState
      title="This page could not be shown"
      message="Either your role does not include it, or something went wrong on our side. What was saved is safe, and runs go on without this page."
      advice="Try again. If it stays, quote the request below to whoever runs this installation."
      requestId={error.digest}
      action={
        <>
          <Button variant="primary" onClick={reset}>
            Try again
          </Button>
          <Button asChild>
            <Link href={`/${tenant}`}>To the overview</Link>
          </Button>
        </>
      }
    />
  );
}
