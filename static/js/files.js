// Several files in one field: what is chosen one after the other is gathered, told, and may be taken out again until it is sent.
//   <div data-files data-remove data-many><input type="file" multiple data-most><ul data-chosen></ul><p data-files-fault></p></div>
for (const field of document.querySelectorAll("[data-files]")) gather(field);

function gather(field) {
  const input = field.querySelector("input[type=file]");
  const list = field.querySelector("[data-chosen]");
  const fault = field.querySelector("[data-files-fault]");
  const most = Number(input.dataset.most);
  let chosen = [];

  const same = (one) => (other) => one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;

  function row(file) {
    const item = document.createElement("li");
    const remove = document.createElement("button");
    item.className = "row";
    item.append(file.name);
    Object.assign(remove, { type: "button", className: "button button-small", textContent: field.dataset.remove });
    remove.setAttribute("aria-label", `${field.dataset.remove} ${file.name}`);
    remove.addEventListener("click", () => keep(chosen.filter((one) => one !== file)));
    item.append(remove);
    return item;
  }

  function keep(files) {
    chosen = files.slice(0, most);
    const held = new DataTransfer();
    for (const file of chosen) held.items.add(file);
    input.files = held.files;
    input.setCustomValidity([...chosen].some((file) => file.size > Number(input.dataset.mostBytes)) ? input.dataset.tooLarge : "");
    list.replaceChildren(...chosen.map(row));
    const many = files.length > most;
    fault.hidden = !many;
    fault.textContent = many ? field.dataset.many : "";
  }

  input.addEventListener("change", () => {
    const more = [...input.files].filter((file) => !chosen.some(same(file)));
    keep([...chosen, ...more]);
  });
}
