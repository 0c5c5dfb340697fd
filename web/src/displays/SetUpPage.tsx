import { useWatched } from "@rollcall/client/react";
import { MonitorPlay } from "lucide-react";
import { useState } from "react";
import { Button, Empty, LineState, Notice, Page, Panel, Tabs } from "../ui";
import { addressOf, usual, type Choices, type Kind } from "./addresses";
import { Address } from "./Address";
import { ChoiceFields } from "./ChoiceFields";
import { Credentials } from "./Credentials";
import type { DisplayLink } from "./link";
import { Preview } from "./Preview";
import css from "./SetUp.module.css";
import { standingOf } from "./standing";
import { useDisplay, useLink } from "./useDisplay";

/** Where displays are set up: what lets them in, how they look, and their addresses to copy. */
export const SetUpPage = () => {
  const link = useLink();
  return (
    <Page title="Displays" about="Boards for the hall and an overlay for the stream. Whoever has a display’s address can watch the meet and change nothing." width="wide">
      <Meet key={link === null ? "none" : `${link.meetId} ${link.viewToken} ${link.platform}`} link={link} />
      {link === null ? (
        <Empty picture={<MonitorPlay aria-hidden />} title="No meet yet">
          Paste a display link above. The desk that made the meet shows one under “Displays”.
        </Empty>
      ) : (
        <Kinds link={link} />
      )}
    </Page>
  );
};

/** Which meet it is about; what lets displays in is shown only to whoever wants to change it. */
const Meet = ({ link }: { readonly link: DisplayLink | null }) => {
  const [isOpen, setOpen] = useState(link === null);
  if (isOpen || link === null)
    return (
      <Panel title="Meet">
        <Credentials link={link} />
      </Panel>
    );
  return (
    <div className={css.meet}>
      <span>
        Meet <strong>{link.meetId}</strong>, platform <strong>{link.platform}</strong>
      </span>
      <Button size="s" onClick={() => setOpen(true)}>
        Change
      </Button>
    </div>
  );
};

const kinds = [
  { value: "board", label: "Attempt board" },
  { value: "scoreboard", label: "Scoreboard" },
  { value: "overlay", label: "Stream overlay" },
] as const;

const Kinds = ({ link }: { readonly link: DisplayLink }) => {
  const [kind, setKind] = useState<Kind>("board");
  const [chosen, choose] = useState<Choices>(usual);
  const display = useDisplay(link, "all");
  const seen = useWatched(display);
  const standing = standingOf(seen);
  const address = addressOf(kind, link, chosen);
  const meet = seen.platforms.get(link.platform)?.view.meet;
  return (
    <Panel title={meet?.name || "Display"} actions={standing.kind === "refused" ? null : <LineState line={seen.line} />}>
      {standing.kind === "refused" ? (
        <Notice tone="bad" title="This link does not open a meet">
          {standing.text} Ask the director for a new link.
        </Notice>
      ) : (
        <Tabs label="Kind of display" value={kind} onChange={(value) => setKind(value as Kind)} tabs={kinds}>
          <div className={css.kind}>
            <div className={css.side}>
              <ChoiceFields kind={kind} chosen={chosen} onChange={(change) => choose((was) => ({ ...was, ...change }))} />
              <Address address={address} isOverlay={kind === "overlay"} />
            </div>
            <Preview kind={kind} link={link} chosen={chosen} display={display} seen={seen} address={address} />
          </div>
        </Tabs>
      )}
    </Panel>
  );
};
