import { mount } from 'svelte'

import Door from '../coding/Door.svelte'

const place = document.getElementById('coding')
if (place?.dataset.coding) {
  const { coding } = place.dataset
  place.replaceChildren()
  mount(Door, { target: place, props: { coding } })
}
