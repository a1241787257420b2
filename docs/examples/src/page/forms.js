import { Refused } from "./session.js";

/** Tells everybody, whatever they see or hear the page with. */
export function say(words) {
  document.getElementById("status").textContent = words;
}

export function wordsOf(error) {
  if (!(error instanceof Refused)) return "The server cannot be reached. Try again.";
  if (error.words !== undefined) return error.words;
  if (error.status === 429) return "Too many attempts. Try again later.";
  if (error.status === 401) return "You are signed out.";
  return error.status === 503 ? "The server is busy. Try again." : error.message;
}

/** A button that does something. */
export function doing(button, act) {
  button.addEventListener("click", () => act().catch((error) => say(wordsOf(error))));
}

/** Sends a form once at a time; what is wrong with it is said above it, and heard. */
export function sending(form, act) {
  const problem = form.querySelector(".problem");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    problem.textContent = "";
    try {
      await act(Object.fromEntries(new FormData(form)));
      form.reset();
    } catch (error) {
      problem.textContent = wordsOf(error);
      form.querySelector("input")?.focus();
    } finally {
      form.ariaBusy = "false";
    }
  });
}
