/** A time of the film, in seconds, as it is written into a form: 0:42.300, 1:02:03.040. */
export function written(seconds: number): string {
  const whole = Math.floor(seconds * 1000)
  const [hours, minutes] = [Math.floor(whole / 3_600_000), Math.floor(whole / 60_000) % 60]
  const rest = ((whole % 60_000) / 1000).toFixed(3).padStart(6, '0')
  return hours ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`
}
