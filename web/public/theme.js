// Before anything is drawn: the theme that was chosen on this device, or else what the system prefers.
const chosen = localStorage.getItem("rollcall.theme");
document.documentElement.dataset.theme = chosen === "light" || chosen === "dark" ? chosen : matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
