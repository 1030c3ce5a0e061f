import { mount } from 'svelte'

import { clipsIn } from '../player/clips'
import Reel from '../review/Reel.svelte'

const place = document.getElementById('reel-preview')
if (place?.dataset.video) {
  const clips = clipsIn(place.dataset.clips)
  place.replaceChildren()
  if (clips.length > 0) mount(Reel, { target: place, props: { video: place.dataset.video, clips } })
}
