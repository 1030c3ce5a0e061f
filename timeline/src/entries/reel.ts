import { mount } from 'svelte'

import Door from '../reel/Door.svelte'

const place = document.getElementById('reel-editor')
if (place?.dataset.reel) {
  const { reel, client = '', film = '' } = place.dataset
  place.replaceChildren()
  mount(Door, { target: place, props: { reel, client, film } })
}
