import type { RoomRecord, RoomView } from "@rollcall/client/rooms";
import { Dialog, Tabs } from "../ui";
import { Invites } from "./Invites";
import { Members } from "./Members";
import { isAtLeast } from "./roles";
import { Sanctions } from "./Sanctions";
import { Settings } from "./Settings";

export type ManagePart = "members" | "invites" | "sanctions" | "settings";

/** All about a room that is not talking in it; as much of it as one's role allows. */
export const Manage = ({
  record,
  me,
  part,
  show,
  onClose,
  changed,
}: {
  readonly record: RoomRecord;
  readonly me: NonNullable<RoomView["me"]>;
  readonly part: ManagePart;
  readonly show: (part: ManagePart) => void;
  readonly onClose: () => void;
  readonly changed: () => void;
}) => {
  const isModerator = isAtLeast(me.role, "moderator");
  const tabs: readonly { readonly value: ManagePart; readonly label: string }[] = [
    { value: "members", label: "Members" },
    ...(isModerator ? ([{ value: "invites", label: "Invites" }, { value: "sanctions", label: "Banned and muted" }] as const) : []),
    ...(isAtLeast(me.role, "owner") ? ([{ value: "settings", label: "Settings" }] as const) : []),
  ];
  return (
    <Dialog open wide onClose={onClose} title={record.name}>
      <Tabs label="About this room" value={part} onChange={(value) => show(value as ManagePart)} tabs={tabs}>
        {part === "members" ? (
          <Members room={record.id} me={me} />
        ) : part === "invites" ? (
          <Invites room={record.id} isOwner={me.role === "owner"} />
        ) : part === "sanctions" ? (
          <Sanctions room={record.id} />
        ) : (
          <Settings record={record} saved={changed} />
        )}
      </Tabs>
    </Dialog>
  );
};
