import { Dialog, Kbd } from "../ui";
import css from "./Operator.module.css";

const groups = [
  {
    name: "The contact",
    keys: [
      [["N"], "Log it and work the next one"],
      [["C"], "Complete: into the log"],
      [["S"], "Skip: to the end of the queue"],
      [["X"], "No-show: out of the queue"],
      [["K"], "Cancel: nothing is logged"],
      [["U"], "Undo the newest action"],
    ],
  },
  {
    name: "Who waits",
    keys: [
      [["↓", "↑"], "Choose a row"],
      [["W"], "Work the chosen one (or Enter)"],
      [["Shift", "S"], "Skip the chosen one"],
      [["Shift", "X"], "No-show for the chosen one"],
      [["Del"], "Remove the chosen one"],
      [["B"], "Ban the chosen one"],
      [["A"], "Add by hand"],
    ],
  },
  {
    name: "The queue",
    keys: [
      [["F"], "Announce a frequency"],
      [["T"], "Announce a split"],
      [["P"], "Pause or resume registrations"],
      [["O"], "Go on or off the air"],
      [["?"], "These keys"],
    ],
  },
] as const;

/** All keys of the console. */
export const HelpDialog = ({ onClose }: { readonly onClose: () => void }) => (
  <Dialog open wide title="Keys" about="They rest while you type in a field; Escape leaves the field." onClose={onClose}>
    <div className={css.help}>
      {groups.map(({ name, keys }) => (
        <section key={name}>
          <h3>{name}</h3>
          <dl>
            {keys.map(([names, does]) => (
              <div key={does}>
                <dt>
                  {names.map((one) => (
                    <Kbd key={one}>{one}</Kbd>
                  ))}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  </Dialog>
);
