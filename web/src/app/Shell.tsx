import { Activity, Dumbbell, Menu as MenuPicture, MessagesSquare, MonitorSmartphone, Moon, RadioTower, Sun, UserRound } from "lucide-react";
import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { classes, IconButton, Menu, MenuItem } from "../ui";
import css from "./Shell.module.css";
import { useTheme } from "./theme";

const sections = [
  { href: "/meets", name: "Meets", Picture: Dumbbell },
  { href: "/queue", name: "Queue", Picture: RadioTower },
  { href: "/rooms", name: "Rooms", Picture: MessagesSquare },
  { href: "/devices", name: "Devices", Picture: MonitorSmartphone },
  { href: "/server", name: "Status", Picture: Activity },
] as const;

/** What stands around every page but displays: the way to each application, the theme, the account. */
export const Shell = ({ children }: { readonly children: ReactNode }) => {
  const [at, go] = useLocation();
  const [theme, other] = useTheme();
  const here = sections.find(({ href }) => at === href || at.startsWith(`${href}/`));
  return (
    <div className={css.shell}>
      <a className={css.skip} href="#content">
        Skip to content
      </a>
      <header className={css.bar}>
        <Link href="/" className={css.brand} aria-label="Rollcall, front page">
          <svg viewBox="0 0 48 48" aria-hidden>
            <rect width="48" height="48" rx="11" />
            <path d="M12 15h13M12 24h24M12 33h18" />
            <circle cx="34" cy="15" r="3.5" />
          </svg>
          <span>Rollcall</span>
        </Link>
        <nav className={css.sections} aria-label="Applications">
          {sections.map(({ href, name, Picture }) => (
            <Link key={href} href={href} aria-current={here?.href === href ? "page" : undefined} className={classes(css.section, here?.href === href && css.here)}>
              <Picture aria-hidden />
              {name}
            </Link>
          ))}
        </nav>
        <div className={css.tools}>
          <IconButton label={theme === "dark" ? "Light theme" : "Dark theme"} onClick={other}>
            {theme === "dark" ? <Sun aria-hidden /> : <Moon aria-hidden />}
          </IconButton>
          <IconButton label="Your account" onClick={() => go("/account")}>
            <UserRound aria-hidden />
          </IconButton>
          <span className={css.narrow}>
            <Menu
              trigger={
                <IconButton label="Applications">
                  <MenuPicture aria-hidden />
                </IconButton>
              }
            >
              {sections.map(({ href, name, Picture }) => (
                <MenuItem key={href} onSelect={() => go(href)}>
                  <Picture aria-hidden />
                  {name}
                </MenuItem>
              ))}
            </Menu>
          </span>
        </div>
      </header>
      <main id="content" className={css.content} tabIndex={-1}>
        {children}
      </main>
    </div>
  );
};
