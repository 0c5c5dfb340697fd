import { CheckField } from "../ui";
import { cannotNotify, useAlertWay } from "./alerts";
import css from "./Caller.module.css";

/** How somebody wants to be told that it is their turn. */
export const Alerts = () => {
  const [sound, setSound] = useAlertWay("sound");
  const [notification, setNotification] = useAlertWay("notification");
  const cannot = cannotNotify();
  return (
    <fieldset className={css.alerts}>
      <legend>Tell me when it is my turn</legend>
      <CheckField label="With a sound" checked={sound} onChange={(event) => setSound(event.target.checked)} />
      <CheckField
        label="With a notification"
        hint={cannot ? "This browser does not allow it here. Keep this page in view." : undefined}
        checked={notification && !cannot}
        disabled={cannot}
        onChange={(event) => setNotification(event.target.checked)}
      />
    </fieldset>
  );
};
