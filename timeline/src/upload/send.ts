import { mount } from 'svelte'

import Sending from './Sending.svelte'
import { FilmUpload, type Parcel } from './upload.svelte'
import type { Scope } from '../scope'

/** Send `parcel` in the place of the form that asked for it; once it has come, its page is shown, below the address `films`. */
export function send(form: HTMLFormElement, parcel: Parcel, films: string, scope: Scope): void {
  const upload = new FilmUpload(parcel, (id) => {
    scope.end()
    location.assign(films + id)
  })
  const place = document.createElement('div')
  form.after(place)
  form.hidden = true
  mount(Sending, { target: place, props: { upload, films } })
  scope.on(window, 'beforeunload', (event) => {
    if (upload.state === 'sending') event.preventDefault()
  })
  void upload.start()
}
