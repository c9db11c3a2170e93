// Brings the marked words into view, unless the address already leads to a place on the page.
"use strict";

(function () {
  const marked = document.getElementById("marked");
  if (!marked || window.location.hash) {
    return;
  }
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const show = function () {
    marked.scrollIntoView({ block: "center", inline: "nearest", behavior: calm ? "auto" : "smooth" });
  };
  show();
})();
