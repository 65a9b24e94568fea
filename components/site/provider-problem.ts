/** The sentence for an error code that next-auth puts into the sign-in page's address. Its own texts are never shown. */
export function providerProblem(code: string): string {
  if (code === "OAuthAccountNotLinked")
    return "An account with this e-mail address signs in another way. Use its password here.";
  if (code === "AccessDenied")
    return "That sign-in was declined, or this installation is closed to new accounts. Ask for an invitation.";
  if (code === "SessionRequired") return "Sign in to see that page.";
  return "The sign-in did not come through. Try again.";
}
