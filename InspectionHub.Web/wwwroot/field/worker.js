// The server puts VERSION and FILES before this text. A new version waits until the person agrees; marks lie in IndexedDB and outlive it.
const CACHE = `field-${VERSION}`;

self.addEventListener('install', event => event.waitUntil((async () => {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES.map(file => new Request(file, { cache: 'reload', redirect: 'error' })));
  // The very first one takes over at once: the page must open without the server from its first visit on.
  if (!self.registration.active) await self.skipWaiting();
})()));

self.addEventListener('activate', event => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith('field-') && name !== CACHE) await caches.delete(name);
  await self.clients.claim();
})()));

self.addEventListener('message', event => {
  if (event.data === 'take-over') self.skipWaiting();
});

self.addEventListener('fetch', event => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== self.location.origin) return;
  const isPage = event.request.mode === 'navigate' && (url.pathname === '/field' || url.pathname === '/field/');
  if (!isPage && !url.pathname.startsWith('/field/')) return;
  event.respondWith((async () => {
    const kept = await (await caches.open(CACHE)).match(isPage ? '/field' : url.pathname);
    return kept ?? fetch(event.request);
  })());
});
