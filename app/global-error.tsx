"use client";

import "./globals.css";

/** Stands in for the root layout when that itself fails, so it uses none of its parts. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>C2 Concierge: something went wrong</title>
        <main className="mx-auto max-w-xl px-4 py-16">
          <h1 className="font-semibold text-xl">The console could not start on this page</h1>
          <p className="mt-2 text-muted-foreground">
            Something went wrong on our side. Runs go on without the console. Try again; if it stays, quote the request
            below to whoever runs this installation.
          </p>
          {error.digest ? <p className="mt-2 font-mono text-xs">Request {error.digest}</p> : null}
          <button
            type="button"
            onClick={reset}
            className="mt-5 h-8 rounded-md bg-primary px-3 font-medium text-[0.8125rem] text-primary-foreground"
          >
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
