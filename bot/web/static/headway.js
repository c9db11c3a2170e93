// How far long work is, told as it goes on; without this the page has a link for it.
"use strict";

const card = document.querySelector("[data-events]");
if (card && window.EventSource) {
  const words = card.querySelector("[data-words]");
  const bar = card.querySelector("progress");
  const source = new EventSource(card.dataset.events);
  source.addEventListener("message", (event) => {
    const told = JSON.parse(event.data);
    if (told.over) {
      source.close();
      location.reload();
      return;
    }
    words.textContent = told.words;
    if (told.total) {
      bar.max = told.total;
      bar.value = told.done;
    } else {
      bar.removeAttribute("value");
    }
  });
}
