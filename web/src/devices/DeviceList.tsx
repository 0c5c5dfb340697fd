import type { DevicePresence, DeviceRecord, PresentDevice } from "@rollcall/client/devices";
import { useWatched } from "@rollcall/client/react";
import { Pencil } from "lucide-react";
import { useState } from "react";
import { devices } from "../app/person";
import { Badge, Button, Confirm, IconButton, Panel, useToast } from "../ui";
import { DevicePicture, deviceKind } from "./DevicePicture";
import css from "./Devices.module.css";
import { Rename } from "./Rename";
import { useDeviceRecords } from "./useDeviceRecords";
import { dayOf, lastSeen, sentenceOf } from "./words";
import type { Here } from "./usePlayer";

/** Every device one is logged in on, whether it is there, and the ways to name it and to throw it out. */
export const DeviceList = ({ presence, here }: { readonly presence: DevicePresence; readonly here: Here | null }) => {
  const present = useWatched(presence);
  const { records, trouble, refresh } = useDeviceRecords(present);
  const [renaming, setRenaming] = useState<DeviceRecord | null>(null);
  const [revoking, setRevoking] = useState<DeviceRecord | null>(null);
  const say = useToast();
  const revoke = async () => {
    const one = revoking;
    setRevoking(null);
    if (one === null) return;
    try {
      await devices.account.removeDevice(one.id);
      if (!one.current) say(`${nameOf(one)} is logged out.`);
      else await devices.start();
    } catch (no) {
      say(sentenceOf(no), "bad");
    }

    refresh();
  };
  return (
    <Panel flush title="Devices" actions={records === null ? null : <span className={css.count}>{records.length}</span>}>
      {trouble !== null && (
        <p role="alert" className={css.trouble}>
          {trouble}{" "}
          <Button size="s" onClick={refresh}>
            Try again
          </Button>
        </p>
      )}
      {records === null ? (
        trouble === null && (
          <p role="status" className={css.loading}>
            Loading your devices…
          </p>
        )
      ) : (
        <ul>
          {records.map((one) => (
            <Device key={one.id} one={one} now={present.find((other) => other.id === one.id)} here={here} rename={() => setRenaming(one)} revoke={() => setRevoking(one)} />
          ))}
        </ul>
      )}
      {renaming !== null && (
        <Rename
          device={renaming}
          onClose={() => setRenaming(null)}
          renamed={() => {
            setRenaming(null);
            refresh();
          }}
        />
      )}
      <Confirm open={revoking !== null} title={`Revoke “${revoking === null ? "" : nameOf(revoking)}”?`} verb="Revoke" onYes={() => void revoke()} onNo={() => setRevoking(null)}>
        {revoking?.current === true ? "This is the device you are using. You are logged out here at once." : "It is logged out at once, wherever it is. To use it again, log in there."}
      </Confirm>
    </Panel>
  );
};

const nameOf = (one: DeviceRecord): string => one.device_name ?? deviceKind(one.device_type);

const Device = ({ one, now, here, rename, revoke }: { readonly one: DeviceRecord; readonly now: PresentDevice | undefined; readonly here: Here | null; readonly rename: () => void; readonly revoke: () => void }) => {
  const isOnline = now?.online ?? one.online;
  return (
    <li className={css.device}>
      <DevicePicture type={one.device_type} />
      <div className={css.who}>
        <span className={css.deviceName}>
          {now?.name ?? nameOf(one)}
          {one.current && <Badge tone="accent">This device</Badge>}
        </span>
        <span className={css.more}>{[deviceKind(one.device_type), one.os_info, `since ${dayOf(one.first_seen)}`, one.sessions > 1 ? `${one.sessions} sessions` : null].filter((part) => part !== null && part !== "").join(" · ")}</span>
      </div>
      <span className={css.presence} data-online={isOnline || undefined}>
        <i aria-hidden />
        {isOnline ? "Online" : lastSeen(now?.last_seen ?? one.last_seen)}
        {here !== null && <Plays id={one.id} isHere={one.current} here={here} />}
      </span>
      <span className={css.acts}>
        <IconButton size="s" label={`Rename ${nameOf(one)}`} onClick={rename}>
          <Pencil aria-hidden />
        </IconButton>
        <Button size="s" onClick={revoke} aria-label={`Revoke ${nameOf(one)}`}>
          Revoke
        </Button>
      </span>
    </li>
  );
};

/** What a device plays, in a word behind its presence. */
const Plays = ({ id, isHere, here }: { readonly id: number; readonly isHere: boolean; readonly here: Here }) => {
  const other = useWatched(here.player, ({ active }) => active.get(id)?.state);
  const own = useWatched(here.instrument);
  const state = isHere ? own : other;
  return state?.is_playing === true && state.current_track !== null ? <span className={css.plays}>plays {state.current_track.title ?? state.current_track.id}</span> : null;
};
