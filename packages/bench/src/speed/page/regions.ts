/** Puts text between the marks of a region of a page. @throws Error where the page has no such region. */
export function fill(page: string, name: string, text: string): string {
  const [start, end] = [`<!-- #region ${name} -->`, `<!-- #endregion ${name} -->`];
  const [from, to] = [page.indexOf(start), page.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`The page has no region "${name}".`);
  return `${page.slice(0, from + start.length)}\n${text.trim()}\n${page.slice(to)}`;
}
