/** Primes for which the powers of 65,537 leave out enough remainders to tell ROCA's moduli (CVE-2017-15361) from others: by chance 1 in 2^27 passes. */
const primes = [11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157];

const remainders: ReadonlyMap<number, ReadonlySet<number>> = new Map(primes.map((prime) => [prime, powers(prime)]));

function powers(prime: number): Set<number> {
  const found = new Set<number>();
  for (let power = 1; !found.has(power); power = (power * 65_537) % prime) found.add(power);
  return found;
}

/** Whether an RSA modulus comes of the broken generator whose keys can be factored. */
export function isRocaModulus(modulus: Uint8Array): boolean {
  return primes.every((prime) => {
    const remainder = modulus.reduce((left, byte) => (left * 256 + byte) % prime, 0);
    return remainders.get(prime)?.has(remainder);
  });
}
