import { clockOf } from '../camera/words'
import { csrfToken } from '../csrf'
import { Scope } from '../scope'
import { LONGEST, Saying, kindHere } from './saying'

type State = 'ready' | 'asking' | 'recording' | 'recorded' | 'sending' | 'refused' | 'failed'

/** Let the client say it, where this browser can listen; all words stand in the page, and are shown when they hold. */
export function letSayIt(scope: Scope): void {
  const section = document.querySelector<HTMLElement>('[data-voice]')
  const recorder = section?.querySelector<HTMLElement>('[data-recorder]')
  const kind = kindHere()
  if (!section || !recorder || kind === null) return
  const voice = new Voice(recorder, section.dataset.voice ?? '', kind)
  scope.on(recorder, 'click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-do]') : null
    if (button) void voice.do(button.dataset.do ?? '')
  })
  scope.on(window, 'pagehide', () => void voice.do('discard'))
  section.hidden = recorder.hidden = false
}

class Voice {
  readonly #place: HTMLElement
  readonly #address: string
  readonly #kind: string
  /** Whatever listens and counts while somebody speaks, ended together. */
  #speaking = new Scope()
  #saying: Saying | null = null
  #said: Blob | null = null

  constructor(place: HTMLElement, address: string, kind: string) {
    this.#place = place
    this.#address = address
    this.#kind = kind
    this.#show('ready', '')
  }

  async do(what: string): Promise<void> {
    if (what === 'record') await this.#record()
    else if (what === 'stop') await this.#stop()
    else if (what === 'send') await this.#send()
    else await this.#discard()
  }

  async #record(): Promise<void> {
    this.#show('asking')
    try {
      this.#saying = await Saying.begin(this.#kind, this.#speaking)
    } catch {
      this.#show('refused')
      this.#alsoShow('ready')
      return
    }
    this.#saying.whenLost(this.#speaking, () => void this.#stop())
    this.#speaking.every(200, () => { this.#count() })
    this.#count()
    this.#show('recording')
  }

  #count(): void {
    const time = this.#place.querySelector('[data-time]')
    const spoken = Math.min(LONGEST, this.#saying?.milliseconds ?? 0)
    if (time) time.textContent = clockOf(spoken)
    if (spoken >= LONGEST) void this.#stop()
  }

  async #stop(): Promise<void> {
    this.#said = await this.#ended()
    const listen = this.#place.querySelector('audio')
    if (!this.#said || !listen) return
    this.#forget(listen)
    listen.src = URL.createObjectURL(this.#said)
    this.#show('recorded')
  }

  async #send(): Promise<void> {
    if (!this.#said) return
    this.#show('sending')
    const headers = { 'X-CSRFToken': csrfToken(), 'Content-Type': 'application/octet-stream' }
    const sent = await fetch(this.#address, { method: 'POST', body: this.#said, headers }).catch(() => null)
    const answer = sent?.ok ? await this.#became() : sent
    if (answer?.ok) {
      // The letter then shows what was sent, as it will whenever it is opened.
      location.reload()
      return
    }
    await this.#tell(answer)
    this.#show('failed')
    this.#alsoShow('recorded')
  }

  /** What became of it at the site: asked for until sound was made of it, it was refused, or it takes its time. */
  async #became(): Promise<Response | null> {
    for (let tries = 0; ; tries += 1) {
      const answer = await fetch(this.#address).catch(() => null)
      if (answer?.status !== 202 || tries >= 30) return answer
      await new Promise<void>((done) => { this.#speaking.after(700, done) })
    }
  }

  /** What the site says of it, where it says so in a sentence of its own. */
  async #tell(answer: Response | null): Promise<void> {
    const told = this.#place.querySelector<HTMLElement>('[data-told]')
    const isSentence = answer?.headers.get('Content-Type')?.startsWith('text/plain')
    if (told && answer && isSentence) told.textContent = await answer.text()
  }

  async #discard(): Promise<void> {
    await this.#ended()
    this.#said = null
    const listen = this.#place.querySelector('audio')
    if (listen) this.#forget(listen)
    this.#show('ready')
  }

  async #ended(): Promise<Blob | null> {
    const saying = this.#saying
    this.#saying = null
    const said = (await saying?.end()) ?? null
    this.#speaking.end()
    this.#speaking = new Scope()
    return said
  }

  #forget(listen: HTMLAudioElement): void {
    if (listen.src) URL.revokeObjectURL(listen.src)
    listen.removeAttribute('src')
  }

  #show(state: State, said?: string): void {
    for (const each of this.#place.querySelectorAll<HTMLElement>('[data-when]')) each.hidden = each.dataset.when !== state
    const status = this.#place.querySelector<HTMLElement>('[data-said]')
    if (status) status.textContent = said ?? status.dataset[state] ?? ''
  }

  #alsoShow(state: State): void {
    for (const each of this.#place.querySelectorAll<HTMLElement>(`[data-when="${state}"]`)) each.hidden = false
  }
}
