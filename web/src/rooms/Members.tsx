import type { Member, RoomRole, RoomView } from "@rollcall/client/rooms";
import { useCallback, useState } from "react";
import { Button, Confirm, SelectField, Table, table } from "../ui";
import { Asked } from "./Asked";
import { rooms } from "./door";
import { mayModerate, roleNames, rolesToGive } from "./roles";
import { day } from "./times";
import { useAct } from "./useAct";
import { useAsked } from "./useAsked";

const all = async (room: string): Promise<readonly Member[]> => {
  const found: Member[] = [];
  for (let after: number | null = null; ; ) {
    const page: Awaited<ReturnType<typeof rooms.members>> = await rooms.members(room, { limit: 200, ...(after === null ? {} : { after }) });
    found.push(...page.members);
    if (page.next === null) return found;
    after = page.next;
  }
};

/** Everybody with a role in the room, here or not. */
export const Members = ({ room, me }: { readonly room: string; readonly me: NonNullable<RoomView["me"]> }) => {
  const asked = useAsked(useCallback(() => all(room), [room]));
  const [removing, setRemoving] = useState<Member | null>(null);
  const act = useAct();
  const setRole = (one: Member, role: RoomRole) => void act(() => rooms.setRole(room, one.user_id, role)).then(asked.again);
  return (
    <>
      <Asked asked={asked} empty="Nobody has a role here yet.">
        {(members) => (
          <Table label="Members" heads={["Name", "Role", "Since", { name: "Remove", as: "said" }]}>
            {members.map((one) => {
              const roles = one.user_id === me.userId ? [] : rolesToGive(me.role, one.role);
              return (
                <tr key={one.user_id}>
                  <th scope="row">{one.user_handle}</th>
                  <td>
                    {roles.length === 0 ? (
                      roleNames[one.role]
                    ) : (
                      <SelectField bare label={`Role of ${one.user_handle}`} value={one.role} onChange={(event) => setRole(one, event.target.value as RoomRole)}>
                        {roles.map((role) => (
                          <option key={role} value={role}>
                            {roleNames[role]}
                          </option>
                        ))}
                      </SelectField>
                    )}
                  </td>
                  <td>{day(one.since)}</td>
                  <td className={table.number}>
                    {one.user_id !== me.userId && (me.role === "owner" || mayModerate(me.role, one.role)) && (
                      <Button size="s" onClick={() => setRemoving(one)}>
                        Remove
                      </Button>
                    )}
                  </td>
                </tr>
              );
            })}
          </Table>
        )}
      </Asked>
      <Confirm
        open={removing !== null}
        title={`Remove ${removing?.user_handle ?? ""}?`}
        verb="Remove"
        onNo={() => setRemoving(null)}
        onYes={() => {
          const one = removing;
          setRemoving(null);
          if (one !== null) void act(() => rooms.removeMember(room, one.user_id), `${one.user_handle} is no member any more.`).then(asked.again);
        }}
      >
        They lose their role. Out of a private room they are shown out as well, and need an invite to come back.
      </Confirm>
    </>
  );
};
