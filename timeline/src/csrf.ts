/** The token that the server wants to see with every change. */
export function csrfToken(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? ''
}

// A browser sends on what a page leaves behind only up to 64 KiB.
const MOST_LEFT_BEHIND = 60_000

/** What `fetch` needs to post `body`, which is JSON, in the name of whoever is signed in. */
export const posting = (body: string, how: RequestInit = {}): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json', 'X-CSRFToken': csrfToken() },
  body,
  ...how,
})

/** Whether `body` is small enough to be sent on by a browser whose page is left. No letter takes more than three bytes. */
export function outlivesThePage(body: string): boolean {
  return body.length * 3 < MOST_LEFT_BEHIND || new TextEncoder().encode(body).length < MOST_LEFT_BEHIND
}
