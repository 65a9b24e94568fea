import { When } from "@/components/format/when";
import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "@/components/ui/table";
import type { ActionResult } from "@/lib/edge/action.ts";
import type { InvitationView } from "@/lib/tenant/schema.ts";
import { RevokeInvitation } from "./revoke-invitation";
import { roleWords } from "./role-words.ts";

const stateWords: Record<InvitationView["state"], string> = {
  open: "Open",
  accepted: "Accepted",
  revoked: "Withdrawn",
  expired: "Expired",
};

/** Invitations with what became of them. `revoke` is null for who may only look. */
export function InvitationTable({
  invitations,
  revoke,
}: {
  invitations: readonly InvitationView[];
  revoke: ((input: { invitationId: InvitationView["id"] }) => Promise<ActionResult<unknown>>) | null;
}) {
  return (
    <Table label="Invitations">
      <TableHead>
        <TableRow>
          <TableHeading>For</TableHeading>
          <TableHeading>State</TableHeading>
          <TableHeading wideOnly>Made</TableHeading>
          <TableHeading wideOnly>Ends</TableHeading>
          {revoke ? (
            <TableHeading>
              <span className="sr-only">Withdraw</span>
            </TableHeading>
          ) : null}
        </TableRow>
      </TableHead>
      <TableBody>
        {invitations.map((invitation) => (
          <TableRow key={invitation.id}>
            <TableCell className="w-full max-w-0">
              <p className="truncate">
                <bdi>{invitation.email}</bdi>
              </p>
              <p className="text-muted-foreground text-xs">{roleWords[invitation.role].name}</p>
            </TableCell>
            <TableCell>
              <Badge variant={invitation.state === "open" ? "neutral" : "outline"}>
                {stateWords[invitation.state]}
              </Badge>
            </TableCell>
            <TableCell wideOnly>
              <When at={invitation.createdAt} />
            </TableCell>
            <TableCell wideOnly>
              {invitation.state === "open" ? <When at={invitation.expiresAt} /> : <span aria-hidden="true">–</span>}
            </TableCell>
            {revoke ? (
              <TableCell className="text-right">
                {invitation.state === "open" ? (
                  <RevokeInvitation
                    email={invitation.email}
                    revoke={revoke.bind(null, { invitationId: invitation.id })}
                  />
                ) : null}
              </TableCell>
            ) : null}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
