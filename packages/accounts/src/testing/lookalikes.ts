/** Texts that something on the way may take for one another: half characters, characters of two spellings, what ends a text or a statement. */
export const lookalikes = [
  "a\ud800",
  "a\udfff",
  "a\ufffd",
  "a",
  "A",
  "a ",
  "a\0b",
  "é",
  "e\u0301",
  "\\ud800",
  '"',
  "'; --",
  "%",
  "{a}",
  ":",
];
