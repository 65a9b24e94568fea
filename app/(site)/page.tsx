import type { Metadata } from "next";
import Link from "next/link";
import { SitePage } from "@/app/(site)/site-page.tsx";
import { ExampleRun } from "@/components/site/example-run";
import { FiveSteps } from "@/components/site/five-steps";
import { Promises } from "@/components/site/promises";
import { WhatItSays } from "@/components/site/what-it-says";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { currentSession, openPublicPageCtx } from "@/lib/edge/session.ts";

export const metadata: Metadata = { title: { absolute: "C2 Concierge: Content Credentials for whole buckets" } };

const commands = `# What is there. Only looks.
c2c inventory --origin file --prefix ~/Pictures

# What a run would cost, each line with its interval. Signs nothing.
c2c plan --origin file --prefix ~/Pictures --ledger-out ledger.json

# All of it: inventory, sample, plan, your approval, run, report.
c2c run --origin file --prefix ~/Pictures

# The receipts, checked with no network and no database.
c2c receipts export --output receipts.jsonl
c2c receipts verify receipts.jsonl`;

export default async function LandingPage() {
  const [session, ctx] = await Promise.all([currentSession(), openPublicPageCtx()]);
  const start = session
    ? { href: "/welcome", label: "Open the console" }
    : ctx.ports.policy.signUp === "open"
      ? { href: "/sign-up", label: "Create a workspace" }
      : { href: "/sign-in", label: "Sign in" };
  return (
    <SitePage
      width="wide"
      footer={
        <span className="flex flex-wrap justify-between gap-x-6 gap-y-2">
          C2 Concierge. Content Credentials for whole buckets of existing media, after the fact.
          <span className="flex gap-x-6">
            <Link href="/formats" className="rounded-sm underline underline-offset-2 hover:text-foreground">
              Formats
            </Link>
            <Link href="/inspect" className="rounded-sm underline underline-offset-2 hover:text-foreground">
              Inspect a Content Credential
            </Link>
          </span>
        </span>
      }
    >
      <section className="grid items-center gap-x-12 gap-y-8 py-4 sm:py-10 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
        <div>
          <h1 className="font-semibold text-3xl leading-[1.12] tracking-tight sm:text-[2.6rem]">
            Content Credentials for the media you already have
          </h1>
          <p className="mt-4 max-w-prose text-pretty text-base text-muted-foreground">
            Connect a bucket and see what is in it. Look at a sample and at what a run would cost, approve exactly that,
            and launch it. Each asset that is signed gets a C2PA manifest, is read back before it counts, and leaves a
            receipt that anyone can check offline.
          </p>
          <div className="mt-6 flex flex-wrap gap-2">
            <Button variant="primary" size="lg" asChild>
              <Link href={start.href}>{start.label}</Link>
            </Button>
            {session || start.href === "/sign-in" ? null : (
              <Button size="lg" asChild>
                <Link href="/sign-in">Sign in</Link>
              </Button>
            )}
          </div>
        </div>
        <ExampleRun />
      </section>
      <Promises />
      <FiveSteps />
      <section className="mt-14 grid items-start gap-x-12 gap-y-5 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
        <div>
          <h2 className="font-semibold text-lg">The same thing in a terminal</h2>
          <p className="mt-2 max-w-prose text-pretty text-muted-foreground">
            <code>c2c</code> does on one machine, over a folder or a bucket, what the console does. It asks before it
            signs, and a run that was interrupted goes on where it stopped. The console, the command line and the HTTP
            API call the same code.
          </p>
        </div>
        <CodeBlock label="Terminal" code={commands} />
      </section>
      <WhatItSays />
    </SitePage>
  );
}
