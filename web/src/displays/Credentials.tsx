import { useState, type FormEvent } from "react";
import { Button, TextField } from "../ui";
import { fragmentOf, readLink, readPasted, type DisplayLink } from "./link";
import css from "./SetUp.module.css";

/** The meet, its view token and the platform; a pasted link fills all of them. They stay behind the `#` of this page's own address. */
export const Credentials = ({ link }: { readonly link: DisplayLink | null }) => {
  const [meetId, setMeetId] = useState(link?.meetId ?? "");
  const [viewToken, setViewToken] = useState(link?.viewToken ?? "");
  const [platform, setPlatform] = useState(String(link?.platform ?? 1));
  const [isWrong, setWrong] = useState(false);

  const take = (found: DisplayLink) => {
    setWrong(false);
    location.hash = fragmentOf(found);
  };
  /** Whichever field a whole link was pasted into, it is taken for what it is. */
  const typed = (text: string, set: (text: string) => void) => {
    const found = readPasted(text);
    if (found !== null) take(found);
    else set(text);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const found = readLink(new URLSearchParams({ meet: meetId, view: viewToken, platform }).toString());
    if (found === null) setWrong(true);
    else take(found);
  };
  return (
    <form className={css.credentials} onSubmit={submit} noValidate>
      <TextField
        label="Meet id or display link"
        value={meetId}
        onChange={(event) => typed(event.currentTarget.value, setMeetId)}
        placeholder="482-913-057"
        autoComplete="off"
        spellCheck={false}
        error={isWrong && meetId.replace(/\D/g, "").length !== 9 ? "A meet id has nine digits." : null}
      />
      <TextField
        label="View token"
        value={viewToken}
        onChange={(event) => typed(event.currentTarget.value, setViewToken)}
        placeholder="v1.…"
        autoComplete="off"
        spellCheck={false}
        error={isWrong && viewToken.trim() === "" ? "The desk shows it beside the meet id." : null}
      />
      <TextField label="Platform" type="number" min={1} max={20} value={platform} onChange={(event) => setPlatform(event.currentTarget.value)} />
      <Button type="submit" look={link === null ? "primary" : "plain"}>
        Show
      </Button>
    </form>
  );
};
