import { mount } from 'svelte'

import CameraPage from '../camera/Camera.svelte'
import { Camera } from '../camera/camera.svelte'
import { bytesOf } from '../camera/envelope'
import { missingHere, onlyHere } from '../camera/here'
import { Keeper } from '../camera/keeper'
import { Scope } from '../scope'

const scope = new Scope()
const place = document.querySelector<HTMLElement>('#camera')
const form = document.querySelector<HTMLFormElement>('form#film-now')
if (place && form) void begin(place, form)

async function begin(place: HTMLElement, form: HTMLFormElement): Promise<void> {
  const missing = missingHere() || (await onlyHere())
  if (missing) { tell(missing); return }
  await navigator.serviceWorker.register('/service-worker.js')
  const { family = '', review = '', recipient = '', uploads = '', donePrefix = '/films/' } = place.dataset
  const camera = new Camera({ family, review, recipient: bytesOf(recipient) }, new Keeper(), scope)
  await camera.look()
  mount(CameraPage, { target: place, props: { camera, family, review, endpoint: uploads, donePrefix, scope } })
  scope.on(form, 'submit', (event) => {
    event.preventDefault()
    const people = new FormData(form).getAll('people').filter((value) => typeof value === 'string')
    tell(people.length > 0 ? '' : 'Say who is in the film.')
    if (people.length > 0) void camera.open(people)
  })
  scope.on(window, 'beforeunload', (event) => { if (camera.state === 'filming') event.preventDefault() })
  form.hidden = false
}

function tell(words: string): void {
  const said = document.querySelector<HTMLElement>('#camera-says')
  if (!said) return
  said.textContent = words
  said.hidden = words === ''
}
