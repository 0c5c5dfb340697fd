import { useEffect, type ReactNode } from "react";
import { Notice, Page } from "../ui";
import { Loading } from "./Loading";
import { LogIn } from "./LogIn";
import { begin, useSession } from "./person";

/** Shows its content to who is signed in, and a log-in to everybody else. */
export const SignedIn = ({ title, why, admin = false, children }: { readonly title: string; readonly why: string; readonly admin?: boolean; readonly children: ReactNode }) => {
  const session = useSession();
  useEffect(() => void begin(), []);
  if (session === undefined) return <Loading />;
  if (session === null)
    return (
      <Page title={title} about={why}>
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
