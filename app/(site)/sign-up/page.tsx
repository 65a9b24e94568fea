import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { SiteHeading, SitePage } from "@/app/(site)/site-page.tsx";
import { signUpAction } from "@/app/actions/people.ts";
import { ProviderButtons } from "@/components/site/provider-buttons";
import { SignUpForm } from "@/components/site/sign-up-form";
import { Button } from "@/components/ui/button";
import { offeredProviders } from "@/lib/edge/auth-options.ts";
import { getWiring } from "@/lib/edge/get-wiring.ts";
import { currentSession, openPublicPageCtx } from "@/lib/edge/session.ts";

export const metadata: Metadata = { title: "Create a workspace" };

export default async function SignUpPage() {
  if (await currentSession()) redirect("/new");
  const ctx = await openPublicPageCtx();
  if (ctx.ports.policy.signUp === "closed") return <Closed />;
  return (
    <SitePage bare>
      <SiteHeading title="Create a workspace">
        An account for you, and a workspace that you own. You can invite others later.
      </SiteHeading>
      <SignUpForm signUp={signUpAction} />
      <ProviderButtons providers={offeredProviders(getWiring())} target="/welcome" />
      <p className="mt-6 text-[0.8125rem] text-muted-foreground">
        You have an account?{" "}
        <Link href="/sign-in" className="text-link underline underline-offset-4">
          Sign in
        </Link>
      </p>
    </SitePage>
  );
}

function Closed() {
  return (
    <SitePage bare>
      <SiteHeading title="This installation is closed">
        New accounts are made by invitation only. Ask an owner or an admin of the workspace you want to join for a link.
      </SiteHeading>
      <div>
        <Button asChild>
          <Link href="/sign-in">Sign in</Link>
        </Button>
      </div>
    </SitePage>
  );
}
