const refusedBy = (film, view) => {
  const words = document.createElement("p");
  words.className = "refused";
  words.textContent = "This browser cannot play the film from here: watch the reel, or open the film itself.";
  film.replaceWith(view);
  view.after(words);
};

const filmOf = (view) => {
  const film = document.createElement("video");
  const refused = () => refusedBy(film, view);
  film.className = "view";
  film.controls = film.autoplay = film.playsInline = true;
  film.poster = view.querySelector("img").src;
  film.setAttribute("aria-label", view.getAttribute("aria-label"));
  film.addEventListener("error", refused, { once: true });
  film.addEventListener("loadedmetadata", () => film.videoWidth || refused(), { once: true });
  view.parentElement.querySelector(".refused")?.remove();
  view.replaceWith(film);
  return film;
};

for (const view of document.querySelectorAll("a.view")) {
  view.addEventListener("click", (event) => {
    event.preventDefault();
    const film = filmOf(view);
    film.src = view.href;
    film.focus();
  });
}

for (const way of document.querySelectorAll("[data-play]")) {
  way.addEventListener("click", (event) => {
    event.preventDefault();
    const card = way.closest(".card");
    const film = card.querySelector("video.view") ?? filmOf(card.querySelector("a.view"));
    film.src = way.href;
    film.play().catch(() => {});
    film.scrollIntoView({ block: "nearest" });
  });
}
