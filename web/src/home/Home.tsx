import { ArrowRight, Dumbbell, MessagesSquare, MonitorSmartphone, RadioTower } from "lucide-react";
import { Link } from "wouter";
import { Badge, Page } from "../ui";
import css from "./Home.module.css";
import { useHealth } from "./useHealth";

const applications = [
  {
    Picture: Dumbbell,
    name: "Meets",
    about: "A powerlifting meet at many desks that keep working when the Wi-Fi does not. Boards and overlays for the hall and the stream, results for the record book.",
    ways: [
      { href: "/meets", name: "Open a desk" },
      { href: "/meets/display", name: "Show a display" },
    ],
  },
  {
    Picture: RadioTower,
    name: "Queue",
    about: "Callers put their callsign down and see their place; operators work the pile-up one after another and keep the log.",
    ways: [
      { href: "/queue", name: "Join the queue" },
      { href: "/queue/operator", name: "Operate" },
      { href: "/queue/screen", name: "Big screen" },
    ],
  },
  {
    Picture: MessagesSquare,
    name: "Rooms",
    about: "Places to talk, with a history that survives and a list of who is really there.",
    ways: [{ href: "/rooms", name: "Find a room" }],
  },
  {
    Picture: MonitorSmartphone,
    name: "Devices",
    about: "Your devices in step: see what plays where, control it from here, move it over, or sign a lost one out.",
    ways: [{ href: "/devices", name: "Your devices" }],
  },
] as const;

/** The front page: what this server runs, and the way into each. */
export const Home = () => {
  const health = useHealth();
  return (
    <Page title="Rollcall" about="One server for live events. It decides once, keeps it, and tells everybody in the same order.">
      <ul className={css.applications}>
        {applications.map(({ Picture, name, about, ways }) => (
          <li key={name} className={css.application}>
            <Picture aria-hidden className={css.picture} />
            <h2>{name}</h2>
            <p>{about}</p>
            <div className={css.ways}>
              {ways.map((way) => (
                <Link key={way.href} href={way.href} className={css.way}>
                  {way.name}
                  <ArrowRight aria-hidden />
                </Link>
              ))}
            </div>
          </li>
        ))}
      </ul>
      <footer className={css.foot}>
        {health === undefined ? null : health === null ? (
          <Badge tone="bad">Server not reached</Badge>
        ) : (
          <>
            <Badge tone={health.isWell ? "good" : "warn"}>{health.isWell ? "Running well" : `Needs attention: ${health.troubles.join(", ")}`}</Badge>
            <span>Version {health.version}</span>
            <Link href="/server">Status</Link>
          </>
        )}
      </footer>
    </Page>
  );
};
