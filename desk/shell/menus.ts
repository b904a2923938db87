// Menus are <details>: they open without script. With it they close on Escape and on a click outside.
export function menus(): void {
  const open = () => [...document.querySelectorAll<HTMLDetailsElement>("details.chip[open], details.rowmenu[open], details.how[open], details.on[open]")];
  document.addEventListener("click", (e) => open().forEach((d) => d.contains(e.target as Node) || (d.open = false)));
  document.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    for (const d of open()) {
      d.open = false;
      d.querySelector("summary")?.focus();
      e.stopImmediatePropagation();
    }
  });
}
