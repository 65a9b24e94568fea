"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

export interface Polled<T> {
  value: T;
  /** False while the last question went unanswered; it is asked again all the same. */
  connected: boolean;
}

/**
 * Asks an address of the API every second until `isOver`, beginning with what the page was rendered with; then the
 * page is rendered anew. Must stand below a QueryProvider.
 */
export function usePolled<T>(url: string, initial: T, isOver: (value: T) => boolean): Polled<T> {
  const router = useRouter();
  const { data = initial, isError } = useQuery({
    queryKey: [url],
    queryFn: async ({ signal }) => {
      const response = await fetch(url, { signal });
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      return (await response.json()) as T;
    },
    initialData: initial,
    refetchInterval: ({ state }) => (state.data !== undefined && isOver(state.data) ? false : 1000),
    retry: false,
  });
  const over = isOver(data);
  useEffect(() => {
    if (over) router.refresh();
  }, [over, router]);
  return { value: data, connected: !isError };
}
