import { mount } from 'svelte'

import { Scope } from '../scope'
import Sending from '../upload/Sending.svelte'
import { FilmUpload } from '../upload/upload.svelte'

const scope = new Scope()
const form = document.querySelector<HTMLFormElement>('form#add-sound')
if (form) {
  scope.on(form, 'submit', (event) => {
    event.preventDefault()
    const file = form.querySelector<HTMLInputElement>('input[type="file"]')?.files?.item(0)
    if (file) send(form, file)
  })
}

/** Who is on it is known from its film. */
function send(form: HTMLFormElement, file: File): void {
  const { uploads = '', family = '', films = '/films/' } = form.dataset
  const upload = new FilmUpload({ file, endpoint: uploads, family, people: [] }, (id) => {
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
