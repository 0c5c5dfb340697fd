import { Refusal } from "@rollcall/client";
import { useState, type FormEvent } from "react";
import { Badge, Button, layout, Page, Panel, TextField, useToast } from "../ui";
import { devices, useSession } from "./person";
import { SignedIn } from "./SignedIn";

/** Who one is here: password, and the way out. */
export const AccountPage = () => (
  <SignedIn title="Your account" why="Rooms, devices and the server’s status need to know who you are.">
    <Own />
  </SignedIn>
);

const Own = () => {
  const session = useSession();
  const say = useToast();
  const [error, setError] = useState<string | null>(null);
  if (!session) return null;
  const change = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    setError(null);
    try {
      const ended = await devices.account.setPassword(String(given.get("now")), String(given.get("new")));
      form.reset();
      say(ended === 0 ? "Your password is changed." : `Your password is changed, and ${ended} other ${ended === 1 ? "session" : "sessions"} ended.`);
    } catch (no) {
      setError(no instanceof Refusal ? no.message : "The server cannot be reached. Try again in a moment.");
    }
  };
  return (
    <Page
      width="form"
      title="Your account"
      about={
        <>
          Signed in as <strong>{session.user_handle}</strong> {session.role === "admin" && <Badge tone="accent">Operator</Badge>}
        </>
      }
      actions={<Button onClick={() => void devices.logOut().catch(() => say("The server cannot be reached. You are still signed in.", "bad"))}>Log out</Button>}
    >
      <Panel title="Password">
        <form className={layout.form} onSubmit={(event) => void change(event)}>
          <TextField label="Present password" name="now" type="password" autoComplete="current-password" required />
          <TextField label="New password" name="new" type="password" autoComplete="new-password" minLength={8} required hint="At least 8 characters. All your other sessions end." error={error} />
          <Button type="submit" look="primary">
            Change password
          </Button>
        </form>
      </Panel>
    </Page>
  );
};
