/** RC4 (ISO 32000-2, 7.6.3.1); OpenSSL's default provider no longer has it. Encrypts and decrypts alike. */
export function rc4(key: Uint8Array, data: Uint8Array): Uint8Array {
  const state = Uint8Array.from({ length: 256 }, (_, i) => i);
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + state[i]! + key[i % key.length]!) & 0xff;
    [state[i], state[j]] = [state[j]!, state[i]!];
  }
  const out = new Uint8Array(data.length);
  let [a, b] = [0, 0];
  for (let at = 0; at < data.length; at++) {
    a = (a + 1) & 0xff;
    const held = state[a]!;
    b = (b + held) & 0xff;
    const other = state[b]!;
    state[a] = other;
    state[b] = held;
    out[at] = data[at]! ^ state[(held + other) & 0xff]!;
  }
  return out;
}
