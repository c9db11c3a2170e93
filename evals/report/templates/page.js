"use strict";
{
  const form = document.getElementById("filter");
  if (form) {
    const find = (id) => document.getElementById(id);
    const cases = Array.from(document.querySelectorAll(".case"));
    const words = cases.map((one) => one.textContent.toLowerCase());
    const groups = Array.from(document.querySelectorAll(".group"));
    const newly = find("newly");
    const show = () => {
      const wanted = find("words").value.toLowerCase().split(/\s+/).filter(Boolean);
      const suite = find("of-suite").value;
      const type = find("of-type").value;
      let shown = 0;
      cases.forEach((one, at) => {
        const fits = [
          suite === "" || one.dataset.suite === suite,
          type === "" || one.dataset.type === type,
          newly === null || newly.checked === false || one.dataset.newly === "yes",
          wanted.every((word) => words[at].includes(word)),
        ].every(Boolean);
        one.hidden = fits === false;
        shown += fits ? 1 : 0;
      });
      groups.forEach((group) => {
        group.hidden = group.querySelector(".case:not([hidden])") === null;
      });
      find("count").textContent = `${shown} of ${cases.length} cases shown`;
    };
    const set = (open) => cases.forEach((one) => {
      if (one.hidden === false) one.open = open;
    });
    find("open").addEventListener("click", () => set(true));
    find("close").addEventListener("click", () => set(false));
    form.addEventListener("input", show);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.hidden = false;
    show();
  }
}
