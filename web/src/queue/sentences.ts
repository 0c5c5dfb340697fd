import type { QueueRefusal } from "@rollcall/client/queue";

/** The queue's no, in a sentence for who reads it: its door for programs says some of them in a program's words. */
export const sentenceOf = ({ code, message }: QueueRefusal): string => (code === "invalid_credentials" ? "The name or the password is wrong." : message.replace(/^Invalid request data: /, ""));
