import { Copy, ExternalLink } from "lucide-react";
import { useRef } from "react";
import { Button, TextField, useToast } from "../ui";
import css from "./SetUp.module.css";

/** A display's address: to copy, or to open. */
export const Address = ({ address, isOverlay }: { readonly address: string; readonly isOverlay: boolean }) => {
  const say = useToast();
  const place = useRef<HTMLDivElement>(null);
  const whole = new URL(address, location.origin).href;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(whole);
      say("Link copied.");
    } catch {
      // A page that is not served by https may not write there; then it is selected, to be copied by hand.
      place.current?.querySelector("input")?.select();
      say("The link is selected. Copy it with Ctrl+C.");
    }
  };
  return (
    <div ref={place} className={css.address}>
      <TextField
        label="Link"
        value={whole}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
        hint={isOverlay ? "In OBS: add a browser source with this address, 1920 wide and 1080 high." : "Open it on the screen’s own browser and press F11."}
      />
      <div className={css.buttons}>
        <Button look="primary" onClick={() => void copy()}>
          <Copy aria-hidden />
          Copy link
        </Button>
        <a className={css.open} href={address} target="_blank" rel="noreferrer">
          Open
          <ExternalLink aria-hidden />
        </a>
      </div>
    </div>
  );
};
