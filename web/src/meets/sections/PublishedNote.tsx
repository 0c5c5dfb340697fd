import type { Published } from "@rollcall/client/meets";
import { Notice, Panel, type Tone } from "../../ui";
import { timeText } from "../words";
import css from "./sections.module.css";

const deliveries: { readonly [state: string]: { readonly tone: Tone; readonly text: string } } = {
  outbox: { tone: "warn", text: "The results lie in the outbox of this server. Whoever runs it sends them on." },
  pending: { tone: "warn", text: "The results are on their way by mail." },
  sent: { tone: "good", text: "The results were mailed." },
  failed: { tone: "bad", text: "The mail could not be sent." },
};

/** What came of publishing, and where the results are now. */
export const PublishedNote = ({ published }: { readonly published: Published }) => {
  const delivery = published.delivery === null ? undefined : deliveries[published.delivery.state];
  return (
    <>
      <Notice tone="good" title={published.alreadyPublished ? "The results were filed before" : "The results are filed"}>
        {published.finishedAt !== null && `At ${timeText(published.finishedAt)}. `}
        {published.csvSource === "client" ? "Your results file was filed as it is." : "The results file was made by the server."}
      </Notice>
      {delivery !== undefined && (
        <Notice tone={delivery.tone} title="Handing over">
          {delivery.text} {published.delivery?.detail}
        </Notice>
      )}
      <Panel title="The file">
        <dl className={css.facts}>
          <dt>SHA-256</dt>
          <dd>
            <code className={css.hash}>{published.csvSha256}</code>
          </dd>
        </dl>
      </Panel>
    </>
  );
};
