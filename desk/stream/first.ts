// First run: files are dropped or pasted anywhere on the page, and the log of the queue keeps itself fresh while it reads.
export function first(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-drop]");
  const input = form?.querySelector<HTMLInputElement>("input[type=file]");
  if (!form || !input) return;
  const area = form.querySelector<HTMLElement>(".drop")!;
  input.addEventListener("change", () => input.files?.length && form.requestSubmit());
  for (const kind of ["dragenter", "dragover"])
    document.addEventListener(kind, (e) => {
      e.preventDefault();
      area.classList.add("over");
    });
  document.addEventListener("dragleave", (e) => e.relatedTarget ?? area.classList.remove("over"));
  document.addEventListener("drop", (e) => {
    e.preventDefault();
    area.classList.remove("over");
    if (e.dataTransfer?.files.length) {
      input.files = e.dataTransfer.files;
      form.requestSubmit();
    }
  });
  document.addEventListener("paste", (e) => {
    if (e.target instanceof HTMLElement && /^(INPUT|TEXTAREA)$/.test(e.target.tagName)) return;
    const text = e.clipboardData?.getData("text/plain") ?? "";
    const field = document.querySelector<HTMLTextAreaElement>("#paste");
    if (!text.trim() || !field) return;
    field.closest("details")!.open = true;
    field.value = text;
    field.focus();
  });
  const log = async () => {
    const old = document.querySelector<HTMLElement>("#first-log");
    if (!old) return;
    let next = 4000;
    try {
      const answer = await fetch("/stream/first");
      if (answer.ok && !document.hidden) {
        const made = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector<HTMLElement>("#first-log");
        if (made && made.innerHTML !== old.innerHTML) old.replaceWith(made);
        if (Number(made?.dataset.jobs) > 0) next = 1000;
      }
    } catch {
      next = 15_000; // the desk is not there: ask seldom
    }
    setTimeout(log, next);
  };
  setTimeout(log, 1000);
}
