import { X } from "lucide-react";
import { AlertDialog, Dialog as Base } from "radix-ui";
import type { ReactNode } from "react";
import { Button, IconButton } from "./Button";
import { classes } from "./class";
import css from "./Dialog.module.css";

/** A window over the page. Escape and the cross close it; the focus goes to what is to be filled in, stays inside, and goes back afterwards. */
export const Dialog = ({
  open,
  onClose,
  title,
  about,
  wide = false,
  children,
}: {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: ReactNode;
  /** A sentence under the title. */
  readonly about?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
}) => (
  <Base.Root open={open} onOpenChange={(is) => !is && onClose()}>
    <Base.Portal>
      <Base.Overlay className={css.scrim} />
      <Base.Content className={classes(css.window, css.withCross, wide && css.wide)} {...(about ? {} : { "aria-describedby": undefined })}>
        <Base.Title asChild>
          <h2>{title}</h2>
        </Base.Title>
        {about && (
          <Base.Description asChild>
            <p className={css.about}>{about}</p>
          </Base.Description>
        )}
        {children}
        {/* Stands above, and comes last: whoever opens a window wants what is in it. */}
        <Base.Close asChild>
          <IconButton label="Close" size="s" className={css.cross}>
            <X aria-hidden />
          </IconButton>
        </Base.Close>
      </Base.Content>
    </Base.Portal>
  </Base.Root>
);

/** Asks before something that cannot be taken back. `verb` is what the button says: the thing that is done, never just "OK". */
export const Confirm = ({
  open,
  title,
  children,
  verb,
  look = "danger",
  onYes,
  onNo,
}: {
  readonly open: boolean;
  readonly title: ReactNode;
  readonly children: ReactNode;
  readonly verb: string;
  readonly look?: "danger" | "primary";
  readonly onYes: () => void;
  readonly onNo: () => void;
}) => (
  <AlertDialog.Root open={open} onOpenChange={(is) => !is && onNo()}>
    <AlertDialog.Portal>
      <AlertDialog.Overlay className={css.scrim} />
      <AlertDialog.Content className={css.window}>
        <AlertDialog.Title asChild>
          <h2>{title}</h2>
        </AlertDialog.Title>
        <AlertDialog.Description asChild>
          <div className={css.about}>{children}</div>
        </AlertDialog.Description>
        <DialogActions>
          <AlertDialog.Cancel asChild>
            <Button>Cancel</Button>
          </AlertDialog.Cancel>
          <Button look={look} onClick={onYes}>
            {verb}
          </Button>
        </DialogActions>
      </AlertDialog.Content>
    </AlertDialog.Portal>
  </AlertDialog.Root>
);

/** The buttons at the end of a dialog. */
export const DialogActions = ({ children }: { readonly children: ReactNode }) => <div className={css.actions}>{children}</div>;
