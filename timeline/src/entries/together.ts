import { mount } from 'svelte'

import { Asking } from '../live/ask'
import Phone from '../live/Phone.svelte'
import Presenter from '../live/Presenter.svelte'
import Stage from '../live/Stage.svelte'
import { clipsIn } from '../live/clips'
import type { Setting } from '../live/room.svelte'
import { Scope } from '../scope'
import type { LiveJoining } from '../wire'

const place = document.getElementById('together')
if (place) begin(place)

function begin(target: HTMLElement): void {
  const { kind, base = '', film = '', client = '', leave = '/', clips, apart, private: address = '' } = target.dataset
  if (kind === 'client') {
    void join(target, base, leave)
    return
  }
  const setting: Setting = { base, film, me: 'guider', clips: clipsIn(clips), isMuted: kind === 'presenter' && apart === undefined }
  target.replaceChildren()
  if (kind === 'presenter') mount(Presenter, { target, props: { setting, client, leave, private: address } })
  else mount(Stage, { target, props: { setting, client, leave } })
}

/** The client's page asks for what it shows, so that a page that a browser keeps holds nothing. */
async function join(target: HTMLElement, base: string, letter: string): Promise<void> {
  const scope = new Scope()
  const answer = await new Asking(scope).get<LiveJoining>(`${base}/joining`)
  scope.end()
  if (answer.kind === 'told') {
    target.replaceChildren()
    mount(Phone, { target, props: { base, joining: answer.said, letter } })
  } else if (answer.kind === 'no line') new Scope().after(2_000, () => void join(target, base, letter))
  else location.replace(letter)
}
