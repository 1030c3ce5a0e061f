import { mount } from 'svelte'

import { Scope } from '../scope'
import { Agreement } from '../upload/agreement.svelte'
import Arrived from '../upload/Arrived.svelte'
import { keptDigest } from '../upload/digest'

const place = document.querySelector<HTMLElement>('#arrived')
const { film = '', outcome = '', again = '' } = place?.dataset ?? {}
const sent = keptDigest(film)
if (place && sent !== null) {
  mount(Arrived, { target: place, props: { film, agreement: new Agreement(outcome, sent, new Scope()), again } })
}
