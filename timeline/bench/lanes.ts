import { mount } from 'svelte'

import '../src/entries/type.css'
import Lanes from './Lanes.svelte'

const target = document.getElementById('bench')
const wishes = new URLSearchParams(location.search)
if (target) mount(Lanes, { target, props: { count: Number(wishes.get('events') ?? 0) } })
