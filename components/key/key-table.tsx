import { When } from "@/components/format/when";
import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "@/components/ui/table";
import type { ActionResult } from "@/lib/edge/action.ts";
import type { KeyView } from "@/lib/tenant/schema.ts";
import { RevokeKey } from "./revoke-key";
import { scopesInWords } from "./scope-words.ts";

/** Keys, a line each, with what they may do and whether they still work. `revoke` is null for who may only look. */
export function KeyTable({
  keys,
  now,
  revoke,
}: {
  keys: readonly KeyView[];
  now: Date;
  revoke: ((input: { keyId: KeyView["id"] }) => Promise<ActionResult<unknown>>) | null;
}) {
  return (
    <Table label="API keys">
      <TableHead>
        <TableRow>
          <TableHeading>Key</TableHeading>
          <TableHeading>State</TableHeading>
          <TableHeading wideOnly>May</TableHeading>
          <TableHeading wideOnly>Last used</TableHeading>
          {revoke ? (
            <TableHeading>
              <span className="sr-only">Revoke</span>
            </TableHeading>
          ) : null}
        </TableRow>
      </TableHead>
      <TableBody>
        {keys.map((key) => (
          <TableRow key={key.id}>
            <TableCell>
              <p className="font-medium">
                <bdi>{key.name}</bdi>
              </p>
              <p className="break-all text-muted-foreground text-xs">
                <code>{key.beginning}</code>
              </p>
            </TableCell>
            <TableCell>
              <KeyState viewed={key} now={now} />
            </TableCell>
            <TableCell wideOnly>
              <Scopes viewed={key} />
            </TableCell>
            <TableCell wideOnly>
              {key.lastUsedAt ? <When at={key.lastUsedAt} /> : <span className="text-muted-foreground">Never</span>}
            </TableCell>
            {revoke ? (
              <TableCell className="text-right">
                {key.revokedAt ? null : <RevokeKey name={key.name} revoke={revoke.bind(null, { keyId: key.id })} />}
              </TableCell>
            ) : null}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function KeyState({ viewed, now }: { viewed: KeyView; now: Date }) {
  const { revokedAt, expiresAt } = viewed;
  if (revokedAt)
    return (
      <>
        <Badge variant="outline">Revoked</Badge>
        <p className="mt-0.5 text-muted-foreground text-xs">
          <When at={revokedAt} />
        </p>
      </>
    );
  const over = expiresAt !== null && expiresAt <= now;
  return (
    <>
      <Badge variant={over ? "outline" : "neutral"}>{over ? "Expired" : "Works"}</Badge>
      <p className="mt-0.5 text-muted-foreground text-xs">
        {expiresAt ? (
          <>
            {over ? "since" : "until"} <When at={expiresAt} />
          </>
        ) : (
          "until revoked"
        )}
      </p>
    </>
  );
}

function Scopes({ viewed }: { viewed: KeyView }) {
  return (
    <details>
      <summary className="cursor-pointer rounded-sm">{scopesInWords(viewed.scopes)}</summary>
      <ul className="mt-1 text-muted-foreground text-xs">
        {viewed.scopes.map((scope) => (
          <li key={scope}>
            <code>{scope}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}
