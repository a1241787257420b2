import { ConfigurationError } from "@ampoule/core";

const local = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Makes links to a page, of its address alone: never of what a request says its host is. @throws ConfigurationError on a page that no code should get to. */
export function linksTo(owner: string, page: string): (code: string) => string {
  const url = URL.canParse(page) ? new URL(page) : undefined;
  const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && local.test(url.hostname));
  if (url === undefined || !isSafe || url.hash !== "" || url.username !== "" || url.password !== "") {
    throw new ConfigurationError(
      "invalid_option",
      `${owner} needs a page: an address that begins with https://, without a # and a password.`,
    );
  }
  return (code) => `${url.href}#code=${code}`;
}
