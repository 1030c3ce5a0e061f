import { describe, expect, it } from 'vitest'

import { Choice, inWords, sizeInWords } from '../../src/upload/choice.svelte'
import type { ChosenFile } from '../../src/upload/folders'

const chapter = (name: string, words: string, lastModified = 7): ChosenFile => ({
  path: name,
  file: new File([words], name, { lastModified }),
})
const THREE = [chapter('GX010012.MP4', 'one '), chapter('GX020012.MP4', 'two '), chapter('GX030012.MP4', 'three', 9)]

function choiceOf(...files: readonly ChosenFile[]): Choice {
  const choice = new Choice()
  choice.take(files)
  return choice
}

describe('What is sent', () => {
  it('is all files of one recording end to end, and how long each is', async () => {
    const parcel = choiceOf(...THREE).parcel

    expect(await parcel?.file.text()).toBe('one two three')
    expect(parcel?.pieces).toEqual([4, 4, 5])
    expect([parcel?.file.name, parcel?.file.lastModified]).toEqual(['GX010012.MP4', 9])
  })

  it('follows the order that the guider mended', async () => {
    const choice = choiceOf(...THREE)

    choice.move(2, -1)
    choice.move(0, 1)

    expect(await choice.parcel?.file.text()).toBe('threeone two ')
  })

  it('is one of several recordings', async () => {
    const choice = choiceOf(...THREE, chapter('GX010099.MP4', 'another'))
    expect(choice.recordings).toHaveLength(2)

    choice.which = 1

    expect(await choice.parcel?.file.text()).toBe('another')
  })

  it('is one file where the guider says that they are separate, and all of them where that was wrong', () => {
    const choice = choiceOf(...THREE)

    choice.separate()
    expect(choice.recordings.map((files) => files.length)).toEqual([1, 1, 1])
    choice.join()
    expect(choice.parcel?.pieces).toEqual([4, 4, 5])
  })

  it('is a single file whatever it is called, for the server judges it', () => {
    expect(choiceOf(chapter('letter.txt', 'Dear Hanna')).parcel?.file.name).toBe('letter.txt')
  })

  it('is nothing where there is no film on the card, and that is said', () => {
    const choice = choiceOf(chapter('a.txt', 'a'), chapter('b.jpg', 'b'))

    expect(choice.parcel).toBeNull()
    expect(choice.problem).toBe('There is no film among these files.')
  })
})

describe('What is said of it', () => {
  it('names how many files there are, and how long they are where that is known', () => {
    const minute = 60_000
    const two = [chapter('1.MTS', 'same', minute), chapter('2.MTS', 'same', 21 * minute)]

    expect(inWords(two)).toBe('2 files are one recording of 40 min')
    expect(inWords(THREE.slice(0, 2))).toBe('2 files are one recording')
  })

  it('tells sizes as they are told on a card', () => {
    expect([sizeInWords(3_720_000_000), sizeInWords(812_000_000), sizeInWords(3)]).toEqual(['3.7 GB', '812 MB', '1 MB'])
  })
})
