/** First addresses and prefix lengths of what is not the public Internet (RFC 6890, RFC 6598, RFC 5771). */
const ranges4: readonly (readonly [first: string, length: number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
];
/** Names that no public name server gives out (RFC 6761, RFC 6762 with its appendix G, RFC 8375), those of clusters, and `arpa`, where nothing is served. */
const localNames = /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|private|corp|home|lan|svc|consul|test|arpa)$/;

/**
 * Whether a URL's host is this machine, or one that only this network reaches: as an address in any spelling that `URL` knows, or by a name that says so.
 *
 * It asks no name server: a public name that stands for a private address is not found out.
 */
export function isPrivateHost(hostname: string): boolean {
  if (hostname.startsWith("[")) return isPrivate6(words(hostname.slice(1, -1)));
  const name = hostname.replace(/\.+$/, "");
  return /^[\d.]+$/.test(name) ? isPrivate4(number4(name)) : localNames.test(name) || !name.includes(".");
}

function number4(text: string): number {
  return text.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

function isPrivate4(address: number): boolean {
  return ranges4.some(([first, length]) => Math.floor(address / 2 ** (32 - length)) === Math.floor(number4(first) / 2 ** (32 - length)));
}

/** The eight words of an address, as `URL` writes it: in hexadecimal, the longest row of zeros left out. */
function words(text: string): number[] {
  const [before = [], after = []] = text.split("::").map((part) => part.split(":").filter((word) => word !== ""));
  const left = Array.from({ length: 8 - before.length - after.length }, () => "0");
  return [...before, ...left, ...after].map((word) => Number.parseInt(word, 16));
}

function isPrivate6(address: readonly number[]): boolean {
  const [first = 0, second = 0] = address;
  const embedded = (index: number) => isPrivate4(address.slice(index, index + 2).reduce((sum, word) => sum * 65_536 + word, 0));
  const isBehind = (prefix: readonly number[]) => prefix.every((word, index) => address[index] === word);
  if (isBehind([0, 0, 0, 0, 0, 0xffff]) || isBehind([0, 0, 0, 0, 0xffff, 0]) || isBehind([0x64, 0xff9b, 0, 0, 0, 0])) return embedded(6);
  if (first === 0x2002) return embedded(1);
  // Only 2000::/3 is given out; documentation and the rest of the special block are not.
  const isSpecial = (first === 0x2001 && (second < 0x200 || second === 0xdb8)) || (first === 0x3fff && second < 0x1000);
  return first >>> 13 !== 1 || isSpecial;
}
