import { mount } from 'svelte'

import { Scope } from '../scope'
import { Choice } from '../upload/choice.svelte'
import Choose from '../upload/Choose.svelte'
import { filesDropped, filesIn } from '../upload/folders'
import { send } from '../upload/send'
import type { Parcel } from '../upload/upload.svelte'

const scope = new Scope()
const form = document.querySelector<HTMLFormElement>('form#add-film')
const input = form?.querySelector<HTMLInputElement>('#file')
const place = form?.querySelector<HTMLElement>('#chosen')
if (form && input && place) begin(form, input, place)

function begin(form: HTMLFormElement, input: HTMLInputElement, place: HTMLElement): void {
  const choice = new Choice()
  const hasCamera = matchMedia('(hover: none) and (pointer: coarse)').matches
  mount(Choose, { target: place, props: { choice, hasCamera } })
  choice.take(filesIn(input))
  scope.on(input, 'change', () => { choice.take(filesIn(input)) })
  scope.on(form, 'dragover', (event) => { event.preventDefault() })
  scope.on(form, 'drop', (event) => {
    event.preventDefault()
    if (event.dataTransfer) void filesDropped(event.dataTransfer).then((files) => { choice.take(files) })
  })
  scope.on(form, 'submit', (event) => {
    if (event.submitter?.hasAttribute('formaction')) return
    event.preventDefault()
    const parcel = parcelIn(form, choice)
    if (parcel) send(form, parcel, form.dataset.donePrefix ?? '/films/', scope)
    else choice.problem ||= 'Choose the film first.'
  })
}

/** What the form asks to be sent, or null where nothing was chosen. */
function parcelIn(form: HTMLFormElement, choice: Choice): Parcel | null {
  const { uploads = '', family = '' } = form.dataset
  const chosen = choice.parcel
  const people = new FormData(form).getAll('people').filter((value) => typeof value === 'string')
  return chosen && { ...chosen, endpoint: uploads, family, people }
}
