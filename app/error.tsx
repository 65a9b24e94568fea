"use client";

import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div className="mx-auto w-full max-w-2xl px-4 py-10">
      <ErrorState
        title="This page could not be shown"
        message="Something went wrong on our side. What you last saved is safe, and runs go on without this page."
        advice="Try again. If it stays, quote the request below to whoever runs this installation."
        requestId={error.digest}
        action={
          <Button variant="primary" onClick={reset}>
            Try again
          </Button>
        }
      />
    </div>
  );
}
