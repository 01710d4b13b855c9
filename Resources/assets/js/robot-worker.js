// Proof of work, away from the page: for each i below count, a nonce such that SHA-256(challenge ":" i ":" nonce) begins with
// `difficulty` zero bits. Messages out: { solved } after each puzzle, { proof } at the end.

const K = new Uint32Array([
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]);
const START = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
const W = new Uint32Array(64);

/** One round of SHA-256 (FIPS 180-4 6.2.2): `state` takes in the 64 bytes at `offset`. */
function compress(state, bytes, offset) {
    for (let t = 0; t < 16; t++, offset += 4) {
        W[t] = (bytes[offset] << 24) | (bytes[offset + 1] << 16) | (bytes[offset + 2] << 8) | bytes[offset + 3];
    }
    for (let t = 16; t < 64; t++) {
        const x = W[t - 15], y = W[t - 2];
        const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
        const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
        W[t] = (W[t - 16] + s0 + W[t - 7] + s1) | 0;
    }
    let a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
    for (let t = 0; t < 64; t++) {
        const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
        const one = (h + s1 + ((e & f) ^ (~e & g)) + K[t] + W[t]) | 0;
        const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
        const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        h = g; g = f; f = e; e = (d + one) | 0;
        d = c; c = b; b = a; a = (one + two) | 0;
    }
    state[0] += a; state[1] += b; state[2] += c; state[3] += d;
    state[4] += e; state[5] += f; state[6] += g; state[7] += h;
}

function leadingZeroBits(state) {
    let bits = 0;
    for (const word of state) {
        const zeros = Math.clz32(word);
        bits += zeros;
        if (zeros < 32) { break; }
    }
    return bits;
}

/** The first nonce that fits; the whole blocks of the prefix are hashed once. */
function solve(prefix, difficulty) {
    const head = new TextEncoder().encode(prefix);
    const whole = head.length - (head.length % 64);
    const middle = new Uint32Array(START);
    for (let offset = 0; offset < whole; offset += 64) { compress(middle, head, offset); }

    const tail = head.subarray(whole);
    const block = new Uint8Array(128);
    const state = new Uint32Array(8);
    for (let nonce = 0; ; nonce++) {
        const digits = String(nonce);
        block.fill(0);
        block.set(tail);
        let length = tail.length;
        for (let i = 0; i < digits.length; i++) { block[length++] = digits.charCodeAt(i); }
        block[length] = 0x80;
        const size = length + 9 > 64 ? 128 : 64;
        new DataView(block.buffer).setUint32(size - 4, (whole + length) * 8);
        state.set(middle);
        compress(state, block, 0);
        if (size === 128) { compress(state, block, 64); }
        if (leadingZeroBits(state) >= difficulty) { return digits; }
    }
}

self.onmessage = ({ data: { challenge, difficulty, count } }) => {
    const nonces = [];
    for (let i = 0; i < count; i++) {
        nonces.push(solve(`${challenge}:${i}:`, difficulty));
        self.postMessage({ solved: i + 1 });
    }
    self.postMessage({ proof: nonces.join(",") });
};
