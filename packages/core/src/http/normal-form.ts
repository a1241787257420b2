/** More marks in a row than any writing has (UAX #15 section 13): sorting them takes the square of their number, and holds everybody up. */
const unsortable = /\p{M}{31}/u;

/** Text in Unicode normal form C; `undefined` where making it would take too long. */
export function normalForm(text: string): string | undefined {
  return unsortable.test(text) ? undefined : text.normalize("NFC");
}
