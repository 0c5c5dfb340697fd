import { expect, test } from "vitest";
import { Person, withBrowser } from "./support/browser";
import { meet, server, withShownMeet } from "./support/shownMeet";

withBrowser();
withShownMeet();

/** What goes over the wire until a page shows what it is for, in bytes. */
const firstLoad = async (address: string, shows: string): Promise<number> => {
  const person = await Person.arrive(server.address, { keepsPages: true });
  const page = await person.context.newPage();
  const wire = await person.context.newCDPSession(page);
  let bytes = 0;
  wire.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await wire.send("Network.enable");
  await page.goto(address);
  await page.getByText(shows).first().waitFor();
  await page.evaluate(() => document.fonts.ready);
  await page.waitForLoadState("networkidle");
  await person.leave();
  return bytes;
};

test("a first load is small: pages below 300 KB, the overlay below 80 KB", async () => {
  const most: readonly (readonly [string, string, number])[] = [
    ["/", "Running well", 300],
    [`/board${meet.link}`, "Łukasz Żak", 300],
    [`/scoreboard${meet.link}`, "Łukasz Żak", 300],
    [`/meets/display${meet.link}`, "Spring Open", 300],
    ["/meets", "Make a meet live", 300],
    ["/queue", "Queue", 300],
    ["/queue/operator", "Operate", 300],
    ["/rooms", "Log in", 300],
    ["/devices", "Log in", 300],
    ["/server", "Log in", 300],
    [`/overlay?show=lifter,next,lights,clock,standings${meet.link}`, "Next", 80],
  ];
  for (const [address, shows, limit] of most) {
    const bytes = await firstLoad(address, shows);
    console.log(`${address.replace(/#.*/, "")}: ${(bytes / 1_024).toFixed(1)} KB`);
    expect(bytes, address.replace(/#.*/, "")).toBeLessThan(limit * 1_024);
  }
});
