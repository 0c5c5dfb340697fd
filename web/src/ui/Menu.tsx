import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import { classes } from "./class";
import css from "./Menu.module.css";

/** What can be done with a thing, behind one button. */
export const Menu = ({ trigger, children }: { readonly trigger: ReactNode; readonly children: ReactNode }) => (
  <DropdownMenu.Root modal={false}>
    <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
    <DropdownMenu.Portal>
      <DropdownMenu.Content className={css.menu} align="end" sideOffset={6} collisionPadding={8}>
        {children}
      </DropdownMenu.Content>
    </DropdownMenu.Portal>
  </DropdownMenu.Root>
);

export const MenuItem = ({ danger = false, onSelect, children }: { readonly danger?: boolean; readonly onSelect: () => void; readonly children: ReactNode }) => (
  <DropdownMenu.Item className={classes(css.item, danger && css.danger)} onSelect={onSelect}>
    {children}
  </DropdownMenu.Item>
);

export const MenuHeading = ({ children }: { readonly children: ReactNode }) => <DropdownMenu.Label className={css.heading}>{children}</DropdownMenu.Label>;

export const MenuLine = () => <DropdownMenu.Separator className={css.separator} />;
