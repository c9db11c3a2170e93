// Makes asking smoother: progress is told, answers come in without a new page. Everything on
// these pages works without it.
"use strict";

(() => {
  const progress = document.getElementById("progress");
  const turns = document.getElementById("turns");
  const notices = document.getElementById("notices");
  const box = document.getElementById("question");
  if (!progress || !turns || !notices || !box) return;
  // On the first page a conversation is yet to begin, on a page of its own.
  const inConversation = "conversation" in turns.dataset;
  let waiting = null;

  const name = () =>
    Array.from(crypto.getRandomValues(new Uint8Array(18)), (byte) =>
      byte.toString(16).padStart(2, "0"),
    ).join("");

  const fragment = (html) => {
    const template = document.createElement("template");
    template.innerHTML = html; // made by the server from its own templates
    reveal(template.content);
    return template.content;
  };

  // What is of no use without this script.
  const reveal = (root) => {
    for (const part of root.querySelectorAll("[data-copies], [data-scripted]")) part.hidden = false;
  };

  const say = (text) => {
    progress.textContent = text;
  };

  const begin = (question) => {
    notices.replaceChildren();
    const stop = document.createElement("button");
    stop.type = "button";
    stop.className = "plain";
    stop.textContent = "Stop waiting";
    const pending = document.createElement("article");
    pending.className = "turn";
    const heading = document.createElement("h2");
    heading.textContent = question;
    const paragraph = document.createElement("p");
    paragraph.append(stop);
    pending.append(heading, paragraph);
    turns.append(pending);
    // A button that is switched off loses the focus.
    if (document.activeElement.matches("button")) stop.focus();
    for (const button of document.querySelectorAll("form[data-asks] button")) {
      button.disabled = true;
    }
    const abort = new AbortController();
    stop.addEventListener("click", () => abort.abort());
    waiting = { abort, pending };
    return waiting;
  };

  const end = () => {
    waiting.pending.remove();
    waiting = null;
    for (const button of document.querySelectorAll("form[data-asks] button")) {
      button.disabled = false;
    }
    for (const key of document.querySelectorAll("form[data-asks] input[name=key]")) {
      key.value = name();
    }
  };

  const answered = (data, form) => {
    if (!inConversation) {
      location.assign(data.address);
      return;
    }
    const content = fragment(data.html);
    const there = document.getElementById(`turn-${data.turn}`);
    if (there) there.replaceWith(content);
    else turns.append(content);
    // A reload or a way back leads to the answer that was read last.
    history.replaceState(history.state, "", data.address);
    end();
    say("The answer is ready.");
    const heading = document.getElementById(`turn-${data.turn}-question`);
    // Whoever types on already is left in peace.
    if (!box.value.trim()) heading.focus();
    heading.scrollIntoView();
  };

  const noticed = (data, form) => {
    notices.replaceChildren(fragment(data.html));
    end();
    say("");
    // Of a question that was not taken nothing stays on the page.
    if (form.id === "ask" && !box.value) box.value = data.question;
    document.getElementById("notice").focus();
  };

  const failed = (words, form, question) => {
    end();
    say(words);
    if (form.id === "ask" && !box.value) box.value = question;
  };

  const stopped = (conversation) => {
    end();
    say("You stopped waiting. If there is an answer it is kept: ");
    const link = document.createElement("a");
    link.href = `/conversations/${encodeURIComponent(conversation)}`;
    link.textContent = "look for it in a moment";
    progress.append(link);
  };

  async function* events(response) {
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let buffer = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      buffer += value;
      for (let at = buffer.indexOf("\n\n"); at >= 0; at = buffer.indexOf("\n\n")) {
        const lines = buffer.slice(0, at).split("\n");
        buffer = buffer.slice(at + 2);
        const named = lines.find((line) => line.startsWith("event: "));
        const data = lines.find((line) => line.startsWith("data: "));
        if (named && data) yield [named.slice(7), JSON.parse(data.slice(6))];
      }
    }
  }

  async function ask(form, fields) {
    const question = fields.get("question").trim();
    const { abort } = begin(question);
    if (form.id === "ask") box.value = "";
    const trouble = "The connection was lost. Your answer may be kept: reload the page, or ask again.";
    try {
      const response = await fetch(form.action, {
        method: "POST",
        headers: { Accept: "text/event-stream" },
        body: new URLSearchParams(fields),
        signal: abort.signal,
      });
      if (!response.ok || !response.headers.get("content-type").startsWith("text/event-stream")) {
        const many = response.status === 429;
        const refused = many
          ? "You have asked a good deal in a short time. Please ask again in a minute."
          : "That could not be sent. Reload the page and ask again.";
        failed(refused, form, question);
        return;
      }
      for await (const [named, data] of events(response)) {
        if (named === "status") say(data.text);
        else if (named === "answer") return answered(data, form);
        else if (named === "notice") return noticed(data, form);
      }
      failed(trouble, form, question);
    } catch (error) {
      if (abort.signal.aborted) stopped(fields.get("conversation"));
      else failed(trouble, form, question);
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-asks]")) return;
    event.preventDefault();
    if (waiting) return;
    const fields = new FormData(form);
    const pressed = event.submitter;
    if (pressed && pressed.name) fields.append(pressed.name, pressed.value);
    if (fields.get("question").trim()) ask(form, fields);
    else form.querySelector("[name=question]").focus();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.altKey) return;
    if (event.isComposing || !event.target.matches("textarea[data-sends]")) return;
    event.preventDefault();
    if (!waiting) event.target.form.requestSubmit();
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-copies]");
    if (!button) return;
    const held = document.getElementById(button.dataset.copies);
    try {
      await navigator.clipboard.writeText(held.value);
      say("Copied.");
    } catch {
      // Not allowed, or not over HTTPS: the text is marked for the reader to copy.
      held.select();
      say("The text is marked: copy it with Ctrl and C.");
    }
  });

  // A page out of the browser's memory holds the keys of forms that were sent.
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });

  reveal(document);
})();
