import { mount } from 'svelte'

import { Scope } from '../scope'
import Sending from '../upload/Sending.svelte'
import { FilmUpload, type Parcel } from '../upload/upload.svelte'

const scope = new Scope()
const form = document.querySelector<HTMLFormElement>('form#add-film')
if (form) {
  scope.on(form, 'submit', (event) => {
    event.preventDefault()
    const parcel = parcelIn(form)
    if (parcel) send(form, parcel)
  })
}

/** What the form asks to be sent, or null where no file was chosen. */
function parcelIn(form: HTMLFormElement): Parcel | null {
  const { uploads = '', family = '' } = form.dataset
  const file = form.querySelector<HTMLInputElement>('input[type="file"]')?.files?.item(0)
  if (!file) return null
  const fields = new FormData(form)
  const people = fields.getAll('people').filter((value) => typeof value === 'string')
  const filmedOn = fields.get('filmed-on')
  return { file, endpoint: uploads, family, people, filmedOn: typeof filmedOn === 'string' ? filmedOn : '' }
}

function send(form: HTMLFormElement, parcel: Parcel): void {
  const upload = new FilmUpload(parcel, (id) => {
    scope.end()
    location.assign((form.dataset.donePrefix ?? '/films/') + id)
  })
  const place = document.createElement('div')
  form.after(place)
  form.hidden = true
  mount(Sending, { target: place, props: { upload } })
  scope.on(window, 'beforeunload', (event) => {
    if (upload.state === 'sending') event.preventDefault()
  })
  void upload.start()
}
