/** What can be done to a clip, in few groups. */
export type Group = 'trim' | 'pace' | 'stills' | 'words' | 'sound' | 'hide'

export const GROUPS: readonly { readonly name: Group; readonly words: string }[] = [
  { name: 'trim', words: 'Trim' },
  { name: 'pace', words: 'Pace' },
  { name: 'stills', words: 'Stills' },
  { name: 'words', words: 'Words' },
  { name: 'sound', words: 'Sound' },
  { name: 'hide', words: 'Hide' },
]
