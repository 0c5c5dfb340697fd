export { editsOf, isSame, type Edit } from "./edits.js";
export { following } from "./following.js";
export { withDesk, type DeskMapping, type Objects } from "./withDesk.js";
