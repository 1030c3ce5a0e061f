for (const view of document.querySelectorAll(".view")) {
  view.addEventListener("click", (event) => {
    event.preventDefault();
    const film = document.createElement("video");
    const refused = () => {
      const words = document.createElement("p");
      words.className = "refused";
      words.textContent = "This browser cannot play the film from here: watch the reel, or open the film itself.";
      film.replaceWith(view);
      view.after(words);
    };
    film.className = "view";
    film.controls = film.autoplay = film.playsInline = true;
    film.poster = view.querySelector("img").src;
    film.setAttribute("aria-label", view.getAttribute("aria-label"));
    film.addEventListener("error", refused, { once: true });
    film.addEventListener("loadedmetadata", () => film.videoWidth || refused(), { once: true });
    film.src = view.href;
    view.parentElement.querySelector(".refused")?.remove();
    view.replaceWith(film);
    film.focus();
  });
}
