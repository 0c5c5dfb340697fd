import { Globe, HardDrive, Smartphone, Tv } from "lucide-react";

/** What kind of device it is. */
export const DevicePicture = ({ type }: { readonly type: string }) =>
  type === "web" ? <Globe aria-hidden /> : type === "android_tv" ? <Tv aria-hidden /> : type === "android" || type === "ios" ? <Smartphone aria-hidden /> : <HardDrive aria-hidden />;

/** The same in a word. */
export const deviceKind = (type: string): string => ({ web: "Browser", android: "Android", android_tv: "Television", ios: "iPhone or iPad" })[type] ?? "Program";
