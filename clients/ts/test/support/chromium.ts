import { existsSync } from "node:fs";

// The shell without windows comes first: it draws the same pages with three quarters of the work.
const places = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** How the browser of a test is started; throws where none is installed. */
export const howToStart = (): { executablePath: string; args: string[] } => {
  const executablePath = places.find(existsSync);
  if (executablePath === undefined) throw new Error("no Chromium is installed; ./test installs one");
  return { executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] };
};
