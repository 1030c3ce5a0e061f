// Keeps what the installed page needs to open without a connection: static files, and one page that names nobody.
const SHELL = "shell-{{ version }}";
const FILES = {{ files|safe }};
const [OFFLINE] = FILES;
const OPENED_HERE = /^\/($|families\/[0-9a-f-]+\/camera$)/;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((shell) => shell.addAll(FILES)));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys().then((names) => Promise.all(names.filter((name) => name !== SHELL).map((name) => caches.delete(name))))
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  const isPage = request.mode === "navigate" && OPENED_HERE.test(pathname);
  if (isPage || FILES.includes(pathname)) {
    event.respondWith(fetch(request).catch(() => caches.match(isPage ? OFFLINE : pathname)));
  }
});
