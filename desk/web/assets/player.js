// Shows the player once its worker answers: before that, the player's own frame would ask the desk in vain.
"use strict";

const tag = document.querySelector("#player");
const base = tag.getAttribute("replaybase");

async function active() {
  const registration = await navigator.serviceWorker.register(base + "sw.js?serveIndex=1", { scope: base });
  const worker = registration.installing || registration.waiting || registration.active;
  if (worker.state === "activated") return;
  await new Promise((resolve) => {
    worker.addEventListener("statechange", () => worker.state === "activated" && resolve());
  });
}

active().then(() => {
  const player = document.createElement("replay-web-page");
  for (const { name, value } of tag.attributes) if (name !== "id" && name !== "hidden") player.setAttribute(name, value);
  tag.replaceWith(player);
});
