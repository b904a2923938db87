// Single keys. A page registers what its keys do; "/" "?" "g s" and Escape are the same everywhere. They are off inside
// fields, with a modifier held, and where the reader has turned them off.
type Act = (e: KeyboardEvent) => boolean | void;
const acts = new Map<string, Act>();

// on makes key do act; act returns false to say that it did nothing.
export function on(key: string, act: Act): void {
  acts.set(key, act);
}

// press uses the button or link that bears data-key=key inside root.
export function press(root: ParentNode | null, key: string): boolean {
  const target = root?.querySelector<HTMLElement>(`[data-key="${key}"]`);
  target?.click();
  return !!target;
}

const typing = (t: EventTarget | null) => t instanceof HTMLElement && (t.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(t.tagName));
const places: Record<string, string> = { s: "/stream", o: "/sources", d: "/status" };

export function keys(): void {
  const off = () => document.documentElement.dataset.keys === "off";
  const dialog = document.querySelector<HTMLDialogElement>("#all-keys");
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
    } else location.href = "/stream?find=1#find";
  });
  on("g", () => {
    going = Date.now();
  });
  document.addEventListener("keydown", (e) => {
    const escape = e.key === "Escape";
    if (escape && typing(e.target)) (e.target as HTMLElement).blur();
    if (e.ctrlKey || e.metaKey || e.altKey || dialog?.open) return;
    if (!escape && (typing(e.target) || off())) return;
    if (Date.now() - going < 1500 && places[e.key]) {
      location.href = places[e.key];
      return;
    }
    going = 0;
    if (acts.get(e.key)?.(e) === false || !acts.has(e.key)) return;
    e.preventDefault();
  });
}
