import { mount } from 'svelte'

import Door from '../pair/Door.svelte'

const place = document.getElementById('pair')
if (place?.dataset.film && place.dataset.other) {
  const { film, other, by, drift, found, heard, fit = '', isKept, sound, soundLasts } = place.dataset
  place.replaceChildren()
  const setting = { by: Number(by), drift: Number(drift), heard: heard === 'other' ? 'other' : 'film' } as const
  const recorded = sound === undefined ? null : { film: { length: Number(soundLasts), video: sound }, frameTimes: [], isSound: true as const }
  mount(Door, {
    target: place,
    props: { film, other, sound: recorded, setting, found: found === undefined ? null : Number(found), isKept: isKept !== undefined, address: fit },
  })
}
