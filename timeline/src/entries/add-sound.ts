import { Scope } from '../scope'
import { send } from '../upload/send'

const scope = new Scope()
const form = document.querySelector<HTMLFormElement>('form#add-sound')
if (form) {
  scope.on(form, 'submit', (event) => {
    event.preventDefault()
    const file = form.querySelector<HTMLInputElement>('input[type="file"]')?.files?.item(0)
    const { uploads = '', family = '', films = '/films/' } = form.dataset
    // Who is on it is known from its film.
    if (file) send(form, { file, endpoint: uploads, family, people: [] }, films, scope)
  })
}
