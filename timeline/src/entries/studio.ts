import { mount } from 'svelte'

import Door from '../studio/Door.svelte'

const place = document.getElementById('studio')
if (place?.dataset.film) {
  const { film, reel = '', submission = '' } = place.dataset
  place.replaceChildren()
  mount(Door, { target: place, props: { film, reel, submission } })
}
