import type { Metadata } from "next";
import Link from "next/link";
import { SiteHeading, SitePage } from "@/app/(site)/site-page.tsx";
import { acceptInvitationAction, signUpAction } from "@/app/actions/people.ts";
import { roleWords } from "@/components/member/role-words.ts";
import { AcceptInvitation } from "@/components/site/accept-invitation";
import { SignUpForm } from "@/components/site/sign-up-form";
import { Button } from "@/components/ui/button";
import { currentSession, openPublicPageCtx } from "@/lib/edge/session.ts";
import { asFault } from "@/lib/kernel/fault.ts";
import { readInvitation } from "@/lib/tenant/read-invitation.ts";

/** The address holds a secret: it goes to no other site, and no index keeps it. */
export const metadata: Metadata = { title: "Invitation", referrer: "no-referrer", robots: { index: false } };

type Props = { params: Promise<{ token: string }> };

export default async function InvitationPage({ params }: Props) {
  const { token: secret } = await params;
  const [session, invited] = await Promise.all([currentSession(), openInvitation(secret)]);
  if (typeof invited === "string")
    return (
      <SitePage>
        <SiteHeading title="This invitation opens nothing">{invited}</SiteHeading>
        <div>
          <Button asChild>
            <Link href={session ? "/welcome" : "/sign-in"}>{session ? "To your workspace" : "Sign in"}</Link>
          </Button>
        </div>
      </SitePage>
    );
  const role = roleWords[invited.role];
  const heading = (
    <SiteHeading
      title={
        <>
          Join <bdi>{invited.workspace}</bdi>
        </>
      }
    >
      You are invited as {role.name}: {role.may}
    </SiteHeading>
  );
  if (session)
    return (
      <SitePage bare>
        {heading}
        <AcceptInvitation email={session.email} accept={acceptInvitationAction.bind(null, { secret })} />
      </SitePage>
    );
  return (
    <SitePage bare>
      {heading}
      <SignUpForm signUp={signUpAction} invitation={secret} email={invited.email} />
      <p className="mt-6 text-[0.8125rem] text-muted-foreground">
        You have an account?{" "}
        <Link
          href={`/sign-in?next=${encodeURIComponent(`/invitations/${secret}`)}`}
          className="text-link underline underline-offset-4"
        >
          Sign in to accept
        </Link>
      </p>
    </SitePage>
  );
}

/** What the link is to, or the sentence that says why it opens nothing. */
async function openInvitation(secret: string) {
  try {
    return await readInvitation(await openPublicPageCtx(), { secret });
  } catch (thrown) {
    const { code, message } = asFault(thrown);
    if (code === "not_found" || code === "precondition") return message;
    if (code === "invalid") return "There is no such invitation. Ask for a new link.";
    throw thrown;
  }
}
