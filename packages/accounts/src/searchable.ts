/**
 * Text for a column or a key that is searched by: as in a JSON string. Databases and digests take UTF-8, in which every lone surrogate becomes the same character, and one subject
 * another; some take no NUL. Ordinary names stay as they are.
 */
export function searchable(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
