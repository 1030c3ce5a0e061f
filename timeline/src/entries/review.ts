import { mount } from 'svelte'

import { clipsIn } from '../player/clips'
import Review from '../review/Review.svelte'

const place = document.getElementById('review')
if (place?.dataset.video) {
  const clips = clipsIn(place.dataset.clips)
  place.replaceChildren()
  mount(Review, { target: place, props: { video: place.dataset.video, clips } })
}
