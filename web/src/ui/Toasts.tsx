import { X } from "lucide-react";
import { Toast } from "radix-ui";
import { createContext, useCallback, useContext, useRef, useState, type ReactNode } from "react";
import { IconButton } from "./Button";
import { classes } from "./class";
import css from "./Toasts.module.css";

interface Said {
  readonly id: number;
  readonly text: ReactNode;
  readonly tone: "plain" | "bad";
}

const Saying = createContext<(text: ReactNode, tone?: "plain" | "bad") => void>(() => undefined);

/** Says something that needs no answer, for some seconds, at the edge of the window. */
export const useToast = () => useContext(Saying);

/** Around the whole application, once. */
export const Toasts = ({ children }: { readonly children: ReactNode }) => {
  const [said, setSaid] = useState<readonly Said[]>([]);
  const last = useRef(0);
  const say = useCallback((text: ReactNode, tone: "plain" | "bad" = "plain") => setSaid((before) => [...before.slice(-3), { id: ++last.current, text, tone }]), []);
  return (
    <Saying.Provider value={say}>
      <Toast.Provider duration={6_000} swipeDirection="down">
        {children}
        {said.map((one) => (
          <Toast.Root key={one.id} className={classes(css.toast, css[one.tone])} type={one.tone === "bad" ? "foreground" : "background"} onOpenChange={(open) => !open && setSaid((before) => before.filter((other) => other !== one))}>
            <Toast.Description className={css.text}>{one.text}</Toast.Description>
            <Toast.Close asChild>
              <IconButton label="Dismiss" size="s">
                <X aria-hidden />
              </IconButton>
            </Toast.Close>
          </Toast.Root>
        ))}
        <Toast.Viewport className={css.place} />
      </Toast.Provider>
    </Saying.Provider>
  );
};
