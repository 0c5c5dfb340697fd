import { useWatched } from "@rollcall/client/react";
import { LineState, Page } from "../ui";
import { useFresh, useStation } from "./connection";
import { Console } from "./Console";
import { Line } from "./Line";
import { OperatorLogIn } from "./OperatorLogIn";
import { Waiting } from "./Waiting";

/** The operator's page: a log-in, then the console. Who is signed in here with an operator's account needs no other log-in. */
export const OperatorPage = () => {
  const station = useStation();
  useFresh(station, 150);
  const view = useWatched(station.queue);
  const { queue, line, refused } = view;
  if (queue !== null && queue.operator !== null) return <Console station={station} view={view} queue={queue} operator={queue.operator} />;
  return (
    <Page title="Operate" about={queue?.title ?? "Callback queue"} width="form" actions={line.state !== "idle" && <LineState line={line} />}>
      <Line line={line} refused={refused} knows={false} />
      {queue === null && refused === null && line.state !== "connected" ? (
        <Waiting line={line} />
      ) : (
        refused?.code !== "unknown_queue" && <OperatorLogIn station={station} refused={refused} waiting={queue === null && refused === null} />
      )}
    </Page>
  );
};
