import { useLocation } from "wouter";
import { Page, Panel } from "../../ui";
import { grouped } from "../meetId";
import { JoinForm } from "./JoinForm";

/** Joining from the front page, with the id still to be typed. */
export const JoinPage = () => {
  const [, go] = useLocation();
  return (
    <Page width="form" title="Join a meet" about="Another desk has made it live and gives you its id and password.">
      <Panel>
        <JoinForm onJoined={({ desk }) => go(`/meets/${grouped(desk.meetId ?? "")}`)} />
      </Panel>
    </Page>
  );
};
