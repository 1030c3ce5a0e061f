import { keptFilms } from '../camera/kept'
import { lengthInWords, whenInWords } from '../camera/words'
import { Scope } from '../scope'

const LOOK_AGAIN = 3000

const scope = new Scope()
const list = document.querySelector('#kept')
if (list) {
  for (const { milliseconds, began } of await keptFilms()) {
    const line = document.createElement('li')
    line.textContent = `A film of ${lengthInWords(milliseconds)} from ${whenInWords(began, Date.now())} is safe on this phone.`
    list.append(line)
  }
}
// What a phone says of its connection is often too early or not said at all, so the site itself is asked.
scope.every(LOOK_AGAIN, () => {
  fetch('/offline', { method: 'HEAD' }).then(() => { location.reload() }, () => undefined)
})
