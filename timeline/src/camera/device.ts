/** Whether this is a phone or a tablet, whose browser films only while its page is in sight. */
export const isHeldInHand = typeof matchMedia !== 'function' || matchMedia('(pointer: coarse)').matches

/** What the page calls the machine that it is shown on. */
export const THIS = isHeldInHand ? 'this phone' : 'this computer'
