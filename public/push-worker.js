// The service worker that shows news, on devices whose owner asked for it. It keeps nothing and answers for no page.

self.addEventListener('install', () => self.skipWaiting())

self.addEventListener('push', (event) => {
  const { title, body, lang, url } = event.data.json()
  event.waitUntil(
    self.registration.showNotification(title, { body, lang, tag: 'news', icon: '/icons/192.png', data: { url } }),
  )
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(self.clients.openWindow(event.notification.data.url))
})
