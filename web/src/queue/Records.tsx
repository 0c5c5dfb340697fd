import type { Snapshot } from "@rollcall/client/queue";
import { Download } from "lucide-react";
import { useState } from "react";
import { Button, Tabs, useToast } from "../ui";
import { Bans } from "./Bans";
import type { Station } from "./connection";
import { Log } from "./Log";
import css from "./Operator.module.css";
import type { Actions } from "./useActions";
import { Worked } from "./Worked";

/** What has been: the log, whom everybody sees as worked, and who is banned. */
export const Records = ({ station, queue, operator, actions }: { readonly station: Station; readonly queue: Snapshot; readonly operator: NonNullable<Snapshot["operator"]>; readonly actions: Actions }) => {
  const [tab, setTab] = useState("log");
  const say = useToast();
  const download = () =>
    void actions.act("adif", async () => {
      const { name, text } = await station.queue.adif();
      save(name, text);
      say(`${name} is saved.`);
    });
  return (
    <section className={css.panel} aria-label="Records">
      <div className={css.records}>
        <Button size="s" className={css.adif} busy={actions.busy.has("adif")} onClick={download}>
          <Download aria-hidden />
          ADIF
        </Button>
        <Tabs
          label="Records"
          value={tab}
          onChange={setTab}
          tabs={[
            { value: "log", label: "Log" },
            { value: "worked", label: `Worked ${queue.worked_callers.total}` },
            { value: "bans", label: `Bans ${operator.banned_total}` },
          ]}
        >
          {tab === "log" ? <Log station={station} /> : tab === "worked" ? <Worked queue={queue} /> : <Bans station={station} actions={actions} total={operator.banned_total} />}
        </Tabs>
      </div>
    </section>
  );
};

/** Hands a text to the browser as a file. */
const save = (name: string, text: string): void => {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
};
