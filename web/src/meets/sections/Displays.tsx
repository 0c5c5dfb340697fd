import { ExternalLink } from "lucide-react";
import { useState } from "react";
import { useWatched } from "@rollcall/client/react";
import { Button, Confirm, layout, Panel, useToast } from "../../ui";
import { useDesk, useIsLive, useRights } from "../desk/deskContext";
import { Section } from "../desk/Section";
import { usePlatformNumbers } from "../lifting/usePlatformNumbers";
import { digitsOf, grouped } from "../meetId";
import { sentence } from "../words";
import { CopyButton } from "./CopyButton";
import css from "./sections.module.css";

interface Way {
  readonly name: string;
  readonly about: string;
  readonly path: string;
}

/** Addresses of displays: they hold the view token behind the #, which no browser sends to a server, and no password. */
export const Displays = () => {
  const desk = useDesk();
  const token = useWatched(desk, () => desk.viewToken) ?? "";
  const isLive = useIsLive();
  const { mayDirect } = useRights();
  const platforms = usePlatformNumbers(desk);
  const [asked, setAsked] = useState(false);
  const say = useToast();
  const id = grouped(digitsOf(desk.meetId ?? ""));
  const behind = `#meet=${id}&view=${encodeURIComponent(token)}`;
  const many = platforms.length > 1;
  const of = (platform: number) => (many ? `, platform ${platform}` : "");
  const ways: readonly { readonly title: string; readonly about: string; readonly ways: readonly Way[] }[] = [
    {
      title: "In the hall",
      about: "Open one on the computer behind each screen, and let it fill the window.",
      ways: [
        ...platforms.map((platform) => ({ name: `Attempt board${of(platform)}`, about: "Lifter, weight, loading, lights and clock", path: `/board${behind}&platform=${platform}` })),
        { name: "Scoreboard", about: "Standings of every class, by turns", path: `/scoreboard${behind}` },
      ],
    },
    {
      title: "On the stream",
      about: "A browser source of 1920 by 1080 in OBS. The ground is transparent.",
      ways: platforms.map((platform) => ({ name: `Overlay${of(platform)}`, about: "Current and next lifter, lights and clock", path: `/overlay${behind}&platform=${platform}` })),
    },
    {
      title: "In the referees’ hands",
      about: "A phone for each referee. It asks for the meet’s password once.",
      ways: platforms.flatMap((platform) => ["left", "head", "right"].map((side) => ({ name: `Referee ${side}${of(platform)}`, about: "Good, no lift, and the cards", path: `/meets/${id}/referee/${side}${many ? `?platform=${platform}` : ""}` }))),
    },
  ];
  return (
    <Section
      title="Displays"
      about="Each address opens by itself and can change nothing."
      actions={
        mayDirect && (
          <Button disabled={!isLive} onClick={() => setAsked(true)}>
            Make the addresses anew…
          </Button>
        )
      }
    >
      {ways.map((group) => (
        <Panel key={group.title} flush title={group.title}>
          <p className={css.groupAbout}>{group.about}</p>
          <ul className={css.ways}>
            {group.ways.map((way) => (
              <li key={way.path} className={css.way}>
                <div className={css.wayText}>
                  <strong>{way.name}</strong>
                  <span className={layout.hint}>{way.about}</span>
                </div>
                <code className={css.address}>{`${location.host}${way.path}`}</code>
                <CopyButton small text={`${location.origin}${way.path}`} label={`Copy the address of ${way.name}`} />
                <a className={css.openLink} href={way.path} target="_blank" rel="noreferrer" aria-label={`Open ${way.name} in a new tab`}>
                  <ExternalLink aria-hidden />
                </a>
              </li>
            ))}
          </ul>
        </Panel>
      ))}
      <Confirm
        open={asked}
        title="Make the addresses anew?"
        verb="Make them anew"
        onNo={() => setAsked(false)}
        onYes={() => {
          setAsked(false);
          desk.manage({ newViewToken: true }).then(
            () => say("The addresses are new. Open them on every display."),
            (trouble: unknown) => say(sentence(trouble), "bad"),
          );
        }}
      >
        Every display that is open now goes dark until it is opened at its new address. Do this when an address got into the wrong hands.
      </Confirm>
    </Section>
  );
};
