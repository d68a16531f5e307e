/** What the system says of the proxy towards an address, as a proxy auto-config answers: "PROXY host:port; DIRECT". */

/**
 * The address of the first HTTP proxy in it; null where it goes straight, or names only what we can't speak (SOCKS).
 */
export function proxyOf(answer: string): string | null {
  for (const choice of answer.split(';')) {
    const [kind = '', host = ''] = choice.trim().split(/\s+/);
    if (kind.toUpperCase() === 'DIRECT') return null;
    if (kind.toUpperCase() === 'PROXY') return `http://${host}`;
    if (kind.toUpperCase() === 'HTTPS') return `https://${host}`;
  }
  return null;
}
