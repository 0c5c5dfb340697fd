import { useEffect, type ReactNode } from "react";
import { useWatched } from "@rollcall/client/react";
import { Notice, Page } from "../ui";
import { Loading } from "./Loading";
import { LogIn } from "./LogIn";
import { begin, devices, useSession } from "./person";

/** Shows its content to who is signed in, and a log-in to everybody else. */
export const SignedIn = ({ title, why, admin = false, children }: { readonly title: string; readonly why: string; readonly admin?: boolean; readonly children: ReactNode }) => {
  const session = useSession();
  const line = useWatched(devices, ({ status }) => status.state);
  useEffect(() => void begin(), []);
  // Who it is only the server knows; a page that was kept in the browser may be here before it.
  if (session === undefined && line === "waiting")
    return (
      <Page title={title} about={why}>
        <Notice tone="warn" title="No connection">
          The server cannot be reached. This page tries again by itself.
        </Notice>
      </Page>
    );
  if (session === undefined) return <Loading />;
  if (session === null)
    return (
      <Page width="form" title={title} about={why}>
        <LogIn />
      </Page>
    );
  if (admin && session.role !== "admin")
    return (
      <Page title={title} about={why}>
        <Notice tone="warn" title="For operators only">
          You are signed in as {session.user_handle}, who is not an operator of this server.
        </Notice>
      </Page>
    );
  return children;
};
