import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { SiteHeading, SitePage } from "@/app/(site)/site-page.tsx";
import { signInAction } from "@/app/actions/people.ts";
import { ProviderButtons } from "@/components/site/provider-buttons";
import { providerProblem } from "@/components/site/provider-problem.ts";
import { SignInForm } from "@/components/site/sign-in-form";
import { Callout } from "@/components/ui/callout";
import { offeredProviders } from "@/lib/edge/auth-options.ts";
import { getWiring } from "@/lib/edge/get-wiring.ts";
import { localPathOf } from "@/lib/edge/local-path.ts";
import { currentSession, openPublicPageCtx } from "@/lib/edge/session.ts";

export const metadata: Metadata = { title: "Sign in" };

/** `error` is what next-auth adds when a provider's sign-in came to nothing. */
type Props = { searchParams: Promise<{ next?: string; error?: string }> };

export default async function SignInPage({ searchParams }: Props) {
  const { next, error } = await searchParams;
  const target = localPathOf(next, "/welcome");
  if (await currentSession()) redirect(target);
  const ctx = await openPublicPageCtx();
  const providers = offeredProviders(getWiring());
  return (
    <SitePage bare>
      <SiteHeading title="Sign in" />
      {error ? (
        <Callout tone="problem" className="mb-4">
          {providerProblem(error)}
        </Callout>
      ) : null}
      <SignInForm target={target} signIn={signInAction} />
      <ProviderButtons providers={providers} target={target} />
      {ctx.ports.policy.signUp === "open" ? (
        <p className="mt-6 text-[0.8125rem] text-muted-foreground">
          No account yet?{" "}
          <Link href="/sign-up" className="text-link underline underline-offset-4">
            Create a workspace
          </Link>
        </p>
      ) : (
        <p className="mt-6 text-pretty text-[0.8125rem] text-muted-foreground">
          New accounts are made by invitation only: ask a member of your workspace for a link.
        </p>
      )}
    </SitePage>
  );
}
