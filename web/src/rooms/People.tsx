import type { Present, RoomRole, RoomView } from "@rollcall/client/rooms";
import { MoreVertical } from "lucide-react";
import { useState } from "react";
import { Empty, IconButton, Menu, MenuHeading, MenuItem, MenuLine } from "../ui";
import { rooms } from "./door";
import { Face } from "./Face";
import css from "./People.module.css";
import { mayModerate, roleNames, rolesToGive } from "./roles";
import { Sanction, type SanctionKind } from "./Sanction";
import { counted } from "./sentences";
import { useAct } from "./useAct";

const parts: readonly { readonly role: RoomRole; readonly title: string }[] = [
  { role: "owner", title: "Owners" },
  { role: "moderator", title: "Moderators" },
  { role: "member", title: "Members" },
  { role: "read_only", title: "Readers" },
];

/** Who is here, by role; for moderators, what can be done about each. */
export const People = ({ id, view: { presence, me, line } }: { readonly id: string; readonly view: RoomView }) => {
  const [sanction, setSanction] = useState<{ readonly kind: SanctionKind; readonly on: Present } | null>(null);
  if (presence.mode === "count")
    return (
      <div>
        <Empty title={counted(presence.userCount, "person", "people")}>Too many to be listed one by one.</Empty>
      </div>
    );
  const people = [...presence.users.values()].sort((one, other) => one.user_handle.localeCompare(other.user_handle));
  return (
    <div className={css.people} data-stale={line.state !== "connected" || undefined}>
      {line.state !== "connected" && <p className={css.stale}>As it was when the connection was lost.</p>}
      {parts.map(({ role, title }) => {
        const there = people.filter((one) => one.role === role);
        return there.length === 0 ? null : (
          <section key={role}>
            <h3 className={css.part}>
              {title} <span>{there.length}</span>
            </h3>
            <ul>
              {there.map((one) => (
                <Person key={one.user_id} room={id} one={one} me={me} punish={(kind) => setSanction({ kind, on: one })} />
              ))}
            </ul>
          </section>
        );
      })}
      {sanction !== null && <Sanction room={id} kind={sanction.kind} on={sanction.on} onClose={() => setSanction(null)} />}
    </div>
  );
};

const Person = ({ room, one, me, punish }: { readonly room: string; readonly one: Present; readonly me: RoomView["me"]; readonly punish: (kind: SanctionKind) => void }) => {
  const act = useAct();
  const isMe = one.user_id === me?.userId;
  const roles = isMe ? [] : rolesToGive(me?.role, one.role);
  const mayPunish = !isMe && mayModerate(me?.role, one.role);
  return (
    <li className={css.person}>
      <Face id={one.user_id} handle={one.user_handle} state={one.state} small />
      <span className={css.handle}>
        {one.user_handle}
        {isMe && <span className={css.word}> you</span>}
        {one.state === "away" && <span className={css.word}> away</span>}
      </span>
      {(roles.length > 0 || mayPunish) && (
        <span className={css.act}>
          <Menu
            trigger={
              <IconButton size="s" label={`What can be done about ${one.user_handle}`}>
                <MoreVertical aria-hidden />
              </IconButton>
            }
          >
            <MenuHeading>{one.user_handle}</MenuHeading>
            {roles
              .filter((role) => role !== one.role)
              .map((role) => (
                <MenuItem key={role} onSelect={() => void act(() => rooms.setRole(room, one.user_id, role), `${one.user_handle} is ${article(role)} now.`)}>
                  Make {article(role)}
                </MenuItem>
              ))}
            {mayPunish && (
              <>
                <MenuLine />
                <MenuItem onSelect={() => punish("mute")}>Mute…</MenuItem>
                <MenuItem onSelect={() => punish("kick")}>Show out…</MenuItem>
                <MenuItem danger onSelect={() => punish("ban")}>
                  Ban…
                </MenuItem>
              </>
            )}
          </Menu>
        </span>
      )}
    </li>
  );
};

const article = (role: RoomRole): string => `${role === "owner" ? "an" : "a"} ${roleNames[role].toLowerCase()}`;
