import { useCallback } from "react";
import { Button, Table, table } from "../ui";
import { Asked } from "./Asked";
import { rooms } from "./door";
import { untilWhen } from "./sentences";
import { useAct } from "./useAct";
import { useAsked } from "./useAsked";

/** Who is banned and who is muted, until when and why; takes it back. */
export const Sanctions = ({ room }: { readonly room: string }) => {
  const asked = useAsked(
    useCallback(async () => {
      const [bans, mutes] = await Promise.all([rooms.bans(room), rooms.mutes(room)]);
      return [...bans.map((one) => ({ ...one, kind: "ban" as const })), ...mutes.map((one) => ({ ...one, kind: "mute" as const }))];
    }, [room]),
  );
  const act = useAct();
  return (
    <Asked asked={asked} empty="Nobody is banned or muted.">
      {(all) => (
        <Table label="Banned and muted" heads={["Name", "What", "Why", { name: "Take back", as: "said" }]}>
          {all.map((one) => (
            <tr key={`${one.kind}-${one.user_id}`}>
              <th scope="row">{one.user_handle}</th>
              <td>
                {one.kind === "ban" ? "Banned" : "Muted"} {one.until === null ? "for ever" : untilWhen(one.until)}
              </td>
              <td style={{ whiteSpace: "normal" }}>{one.reason ?? "–"}</td>
              <td className={table.number}>
                <Button
                  size="s"
                  onClick={() =>
                    void act(() => (one.kind === "ban" ? rooms.unban(room, one.user_id) : rooms.unmute(room, one.user_id)), one.kind === "ban" ? `${one.user_handle} may come back.` : `${one.user_handle} may write again.`).then(asked.again)
                  }
                >
                  {one.kind === "ban" ? "Let back in" : "Let write"}
                </Button>
              </td>
            </tr>
          ))}
        </Table>
      )}
    </Asked>
  );
};
