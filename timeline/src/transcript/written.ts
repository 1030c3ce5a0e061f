/** Whether something was written or chosen in this line that is not kept yet. */
export function isWrittenIn(line: Element): boolean {
  const fields = line.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input:not([type="hidden"]), textarea')
  const lists = line.querySelectorAll<HTMLSelectElement>('select')
  return [...fields].some((field) => field.value !== field.defaultValue) || [...lists].some(isChosenIn)
}

function isChosenIn(list: HTMLSelectElement): boolean {
  const options = [...list.options]
  const first = options.find((each) => each.defaultSelected) ?? options[0]
  return first !== undefined && !first.selected
}
