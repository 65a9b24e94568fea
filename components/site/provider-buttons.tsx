"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";

const names = { github: "GitHub", google: "Google" } as const;
type Provider = keyof typeof names;

/** Sign-in through the providers that this installation has; nothing where it has none. */
export function ProviderButtons({ providers, target }: { providers: readonly Provider[]; target: string }) {
  const [pending, start] = useTransition();
  const [failed, setFailed] = useState(false);
  if (providers.length === 0) return null;
  function leave(provider: Provider) {
    start(async () => {
      const address = await providerAddress(provider, target);
      if (address) window.location.assign(address);
      else setFailed(true);
    });
  }
  return (
    <div className="mt-5 grid gap-2">
      <p className="eyebrow mb-1 text-center">or</p>
      {providers.map((provider) => (
        <Button key={provider} size="lg" pending={pending} onClick={() => leave(provider)}>
          Continue with {names[provider]}
        </Button>
      ))}
      {failed ? <Callout tone="problem">The provider could not be reached. Try again.</Callout> : null}
    </div>
  );
}

/**
 * Where the provider asks the person, or null. next-auth's own two calls: its token against forged requests, then the
 * sign-in itself, answered as JSON because a form's redirect to another site is what our policy forbids.
 */
async function providerAddress(provider: Provider, target: string): Promise<string | null> {
  try {
    const { csrfToken } = await (await fetch("/api/auth/csrf")).json();
    const body = new URLSearchParams({ csrfToken, callbackUrl: target, json: "true" });
    const response = await fetch(`/api/auth/signin/${provider}`, { method: "POST", body });
    const { url } = await response.json();
    return typeof url === "string" ? url : null;
  } catch {
    return null;
  }
}
