import { useWatched } from "@rollcall/client/react";
import { DevicePresence } from "@rollcall/client/devices";
import { useEffect, useState } from "react";
import { devices, useSession } from "../app/person";
import { SignedIn } from "../app/SignedIn";
import { Button, Confirm, LineState, Notice, Page, useToast } from "../ui";
import { DeviceList } from "./DeviceList";
import css from "./Devices.module.css";
import { lineOf } from "./lineOf";
import { NowPlaying } from "./NowPlaying";
import { Note } from "./Note";
import { usePlayer } from "./usePlayer";

/** A person's devices: which are there, what plays where, and the ways to control and to lock out. */
export const DevicesPage = () => (
  <SignedIn title="Devices" why="Log in to see your devices, what plays on them, and to log a lost one out.">
    <Own />
  </SignedIn>
);

const Own = () => {
  const session = useSession();
  return session ? <All key={session.user_id} /> : null;
};

const All = () => {
  const { status, waiting } = useWatched(devices);
  const [presence, setPresence] = useState<DevicePresence | null>(null);
  const here = usePlayer();
  useEffect(() => {
    const watched = new DevicePresence(devices);
    setPresence(watched);
    return () => watched.dispose();
  }, []);
  return (
    <Page
      title="Your devices"
      about="Everything you are logged in on. What plays on one can be controlled from another, and moved there."
      actions={
        <>
          <LineState line={lineOf(status)} owed={waiting.length} />
          <LogOutEverywhere />
        </>
      }
    >
      {status.state === "replaced" && (
        <Notice tone="warn" title="Another tab of this browser speaks for this device" actions={<Button onClick={() => devices.takeOver()}>Use this tab</Button>}>
          What you see here stands still until you use this tab.
        </Notice>
      )}
      {status.state === "waiting" && (
        <Notice tone="warn" title="No connection" actions={<Button onClick={() => devices.connect()}>Try now</Button>}>
          What you see is as it was. This page comes back by itself.
        </Notice>
      )}
      {here !== null && <NowPlaying here={here} />}
      <div className={css.two}>
        {presence !== null && <DeviceList presence={presence} here={here} />}
        <Note />
      </div>
    </Page>
  );
};

const LogOutEverywhere = () => {
  const [isAsked, ask] = useState(false);
  const say = useToast();
  const logOut = () => {
    ask(false);
    devices.logOut("all").catch(() => say("The server cannot be reached. You are still logged in.", "bad"));
  };
  return (
    <>
      <Button onClick={() => ask(true)}>Log out everywhere</Button>
      <Confirm open={isAsked} title="Log out everywhere?" verb="Log out everywhere" onYes={logOut} onNo={() => ask(false)}>
        Every device is logged out at once, this one too. Your devices stay in the list, and you log in again where you want to.
      </Confirm>
    </>
  );
};
