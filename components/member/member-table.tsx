import { When } from "@/components/format/when";
import { Table, TableBody, TableCell, TableHead, TableHeading, TableRow } from "@/components/ui/table";
import type { ActionResult } from "@/lib/edge/action.ts";
import type { Role } from "@/lib/kernel/actor.ts";
import type { MemberView } from "@/lib/tenant/schema.ts";
import { RemoveMember } from "./remove-member";
import { RoleSelect } from "./role-select";
import { roleWords } from "./role-words.ts";

export type MemberTableProps = {
  members: readonly MemberView[];
  myUserId: string | null;
  /** The roles that the visitor may give and take; empty for who may only look. */
  dealable: readonly Role[];
  change: (input: { userId: MemberView["userId"]; role: Role }) => Promise<ActionResult<unknown>>;
  remove: (input: { userId: MemberView["userId"] }) => Promise<ActionResult<unknown>>;
};

/** The people of a workspace with their roles. */
export function MemberTable({ members, myUserId, dealable, change, remove }: MemberTableProps) {
  return (
    <Table label="Members">
      <TableHead>
        <TableRow>
          <TableHeading>Person</TableHeading>
          <TableHeading>Role</TableHeading>
          <TableHeading wideOnly>Joined</TableHeading>
          {dealable.length > 0 ? (
            <TableHeading>
              <span className="sr-only">Remove</span>
            </TableHeading>
          ) : null}
        </TableRow>
      </TableHead>
      <TableBody>
        {members.map((member) => {
          const { userId, role } = member;
          const mine = userId === myUserId;
          const name = member.name?.trim() || member.email;
          const changeable = dealable.includes(role);
          return (
            <TableRow key={userId}>
              <TableCell className="max-w-0 w-full">
                <p className="truncate font-medium">
                  <bdi>{name}</bdi>
                  {mine ? <span className="ml-1.5 font-normal text-muted-foreground">(you)</span> : null}
                </p>
                <p className="truncate text-muted-foreground text-xs">
                  <bdi>{member.email}</bdi>
                </p>
              </TableCell>
              <TableCell className="whitespace-nowrap">
                {changeable ? (
                  <RoleSelect name={name} role={role} roles={dealable} change={change} userId={userId} />
                ) : (
                  roleWords[role].name
                )}
              </TableCell>
              <TableCell wideOnly>
                <When at={member.joinedAt} />
              </TableCell>
              {dealable.length > 0 ? (
                <TableCell className="text-right">
                  {changeable ? <RemoveMember name={name} mine={mine} remove={remove.bind(null, { userId })} /> : null}
                </TableCell>
              ) : null}
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}
