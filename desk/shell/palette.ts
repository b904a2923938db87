// Ctrl+K (or Command+K) opens the palette: a page, person, claim or situation by a few letters of its name.
type Place = { label: string; says: string; href: string };

export function palette(): void {
  const dialog = document.querySelector<HTMLDialogElement>("#palette");
  const field = dialog?.querySelector("input");
  const list = dialog?.querySelector<HTMLElement>("[role=listbox]");
  const none = dialog?.querySelector("p");
  if (!dialog || !field || !list || !none) return;
  let at = 0;
  let asked: AbortController | undefined;
  const options = () => [...list.querySelectorAll<HTMLElement>("[role=option]")];
  const mark = (i: number) => {
    const all = options();
    if (!all.length) return field.removeAttribute("aria-activedescendant");
    at = (i + all.length) % all.length;
    all.forEach((o, n) => o.setAttribute("aria-selected", String(n === at)));
    field.setAttribute("aria-activedescendant", all[at].id);
    all[at].scrollIntoView({ block: "nearest" });
  };
  const show = (places: Place[]) => {
    list.replaceChildren(
      ...places.map((p, i) => {
        const o = document.createElement("div");
        o.role = "option";
        o.id = `pal-${i}`;
        o.dataset.href = p.href;
        const small = document.createElement("small");
        small.textContent = p.says;
        o.append(p.label, small);
        return o;
      }),
    );
    list.hidden = places.length === 0;
    none.hidden = places.length > 0;
    mark(0);
  };
  const ask = async () => {
    asked?.abort();
    const mine = (asked = new AbortController());
    try {
      const answer = await fetch(`/palette?q=${encodeURIComponent(field.value)}`, { signal: mine.signal, headers: { Accept: "application/json" } });
      if (answer.ok && !mine.signal.aborted) show((await answer.json()).places);
    } catch {
      // another letter was typed, or the desk is not there
    }
  };
  const go = () => {
    const chosen = options()[at];
    location.href = chosen?.dataset.href ?? `/search?q=${encodeURIComponent(field.value)}`;
    dialog.close();
  };
  field.addEventListener("input", ask);
  field.addEventListener("keydown", (e) => {
    if (e.key === "ArrowDown") mark(at + 1);
    else if (e.key === "ArrowUp") mark(at - 1);
    else if (e.key === "Enter") go();
    else return;
    e.preventDefault();
  });
  list.addEventListener("click", (e) => {
    const o = (e.target as Element).closest<HTMLElement>("[role=option]");
    if (o) {
      at = options().indexOf(o);
      go();
    }
  });
  dialog.addEventListener("click", (e) => e.target === dialog && dialog.close());
  document.addEventListener("keydown", (e) => {
    if (e.key.toLowerCase() !== "k" || !(e.ctrlKey || e.metaKey) || e.altKey || e.shiftKey) return;
    e.preventDefault();
    if (dialog.open) return dialog.close();
    field.value = "";
    dialog.showModal();
    ask();
  });
}
