import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import { classes } from "./class";
import css from "./Menu.module.css";

/** What can be done with a thing, behind one button. */
export const Menu = ({ trigger, children, align = "end" }: { readonly trigger: ReactNode; readonly children: ReactNode; readonly align?: "start" | "end" }) => (
  <DropdownMenu.Root modal={false}>
    <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
    <DropdownMenu.Portal>
      <DropdownMenu.Content className={css.menu} align={align} sideOffset={6} collisionPadding={8}>
        {children}
      </DropdownMenu.Content>
    </DropdownMenu.Portal>
  </DropdownMenu.Root>
);

export const MenuItem = ({ danger = false, onSelect, disabled = false, children }: { readonly danger?: boolean; readonly disabled?: boolean; readonly onSelect: () => void; readonly children: ReactNode }) => (
  <DropdownMenu.Item className={classes(css.item, danger && css.danger)} disabled={disabled} onSelect={onSelect}>
    {children}
  </DropdownMenu.Item>
);

export const MenuHeading = ({ children }: { readonly children: ReactNode }) => <DropdownMenu.Label className={css.heading}>{children}</DropdownMenu.Label>;

export const MenuLine = () => <DropdownMenu.Separator className={css.separator} />;
