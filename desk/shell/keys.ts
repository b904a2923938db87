// Single keys. A page registers what its keys do; "/" "?" "g s" and Escape are the same everywhere. They are off inside
// fields, with a modifier held, and where the reader has turned them off.
type Act = (e: KeyboardEvent) => boolean | void;
const acts = new Map<string, Act>();

// on makes key do act; act returns false to say that it did nothing.
export function on(key: string, act: Act): void {
  acts.set(key, act);
}

// rows makes j and k walk what bears data-row, and Enter open its first link; where a page has a list of its own it does not call this.
export function rows(): void {
  const all = () => [...document.querySelectorAll<HTMLElement>("[data-row]")].filter((e) => e.offsetParent !== null);
  let at = -1;
  const step = (by: number) => {
    const list = all();
    if (!list.length) return false;
    list[at]?.classList.remove("cur");
    at = Math.max(0, Math.min(list.length - 1, at + by));
    list[at].classList.add("cur");
    (list[at].matches("a, button, [tabindex]") ? list[at] : list[at].querySelector<HTMLElement>("a, button, [tabindex]"))?.focus({ preventScroll: true });
    list[at].scrollIntoView({ block: "nearest" });
    return true;
  };
  on("j", () => step(1));
  on("k", () => step(-1));
  on("Enter", (e) => {
    if (e.target instanceof HTMLElement && e.target.closest("a, button, summary")) return false;
    const link = all()[at]?.querySelector<HTMLElement>("a");
    link?.click();
    return !!link;
  });
  for (const key of ["a", "c", "d", "e", "f", "m", "n", "p", "r", "s", "u", "v", "w", "x", ".", "[", "]", "+", "-"]) if (document.querySelector(`[data-key="${CSS.escape(key)}"]`)) on(key, () => press(document.querySelector("[data-row].cur, [data-row]:focus-within"), key) || press(document, key));
}

// press uses the button or link that bears data-key=key inside root.
export function press(root: ParentNode | null, key: string): boolean {
  const target = root?.querySelector<HTMLElement>(`[data-key="${key}"]`);
  target?.click();
  return !!target;
}

const typing = (t: EventTarget | null) => t instanceof HTMLElement && (t.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(t.tagName));

export function keys(): void {
  const off = () => document.documentElement.dataset.keys === "off";
  const dialog = document.querySelector<HTMLDialogElement>("#all-keys");
  const pal = document.querySelector<HTMLDialogElement>("#palette");
  const places = new Map([...document.querySelectorAll<HTMLAnchorElement>("[data-go]")].map((a) => [a.dataset.go!, a.href]));
  let going = 0;
  const help = () => {
    if (dialog && !dialog.open) dialog.showModal();
  };
  document.querySelectorAll("[data-keys-open]").forEach((e) =>
    e.addEventListener("click", (ev) => {
      ev.preventDefault();
      help();
    }),
  );
  dialog?.querySelector("[data-close]")?.addEventListener("click", () => dialog.close());
  on("?", help);
  on("/", () => {
    const field = [...document.querySelectorAll<HTMLInputElement>("input[type=search]")].find((e) => e.offsetParent !== null);
    if (field) {
      field.focus();
      field.select();
    } else location.href = "/search";
  });
  on("g", () => {
    going = Date.now();
  });
  document.addEventListener("keydown", (e) => {
    const escape = e.key === "Escape";
    if (escape && typing(e.target)) (e.target as HTMLElement).blur();
    if (e.ctrlKey || e.metaKey || e.altKey || dialog?.open || pal?.open) return;
    if (!escape && (typing(e.target) || off())) return;
    const place = Date.now() - going < 1500 && places.get(e.key);
    if (place) {
      going = 0;
      location.href = place;
      return;
    }
    going = 0;
    if (acts.get(e.key)?.(e) === false || !acts.has(e.key)) return;
    e.preventDefault();
  });
}
