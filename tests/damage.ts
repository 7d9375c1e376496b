/** Copies of a file, damaged as by bad disks, incomplete downloads and attackers. */
import { createRandom, type Random } from "../src/common/random";

/** One damaged copy. */
export interface Damaged {
  /** The damage, for the message of a failing test. */
  readonly what: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

type Damage = (bytes: Uint8Array<ArrayBuffer>, random: Random) => string;

/** False sizes: 0, 4 GB, and the maximum. */
const LIES = [0, 1, 0x7fffffff, 0xee6b2800, 0xffffffff];

/** Distance from a signature within which a structure's fields lie. */
const FIELDS = 96;

/** Where structures begin in an HDF5 file (group, node, heap, global heap) and in a zip (headers, end, Zip64's end). */
const SIGNATURES = ["TREE", "SNOD", "HEAP", "GCOL", "PK\x01\x02", "PK\x03\x04", "PK\x05\x06", "PK\x06\x06"];

const DAMAGES: readonly Damage[] = [
  flipBits,
  flipBitsInStructures,
  cutOff,
  lieAboutSizes,
  swapParts,
  blank,
  swapNames,
];

/** `count` damaged copies of a file, the same ones every time. */
export function* damaged(original: Uint8Array, count: number, seed = 1): Generator<Damaged> {
  const random = createRandom(seed, "damage");
  const structures = structuresOf(original);
  for (let index = 0; index < count; index++) {
    const damage = DAMAGES[index % DAMAGES.length] as Damage;
    let bytes = Uint8Array.from(original);
    const what =
      damage === flipBitsInStructures || damage === lieAboutSizes
        ? inStructure(bytes, structures, random, damage)
        : damage(bytes, random);
    if (damage === cutOff) bytes = bytes.slice(0, random.integer(bytes.length));
    yield { what: `${index}: ${what}`, bytes };
  }
}

/** Damages only a structure's first fields. */
function inStructure(
  bytes: Uint8Array<ArrayBuffer>,
  structures: readonly number[],
  random: Random,
  damage: Damage,
): string {
  const at = structures[random.integer(structures.length)] ?? 0;
  return `${damage(bytes.subarray(at, at + FIELDS), random)} behind ${at}`;
}

/** Positions of structures, including the first bytes. */
function structuresOf(bytes: Uint8Array): number[] {
  const text = new TextDecoder("latin1").decode(bytes);
  const found = [0];
  for (const signature of SIGNATURES) {
    for (let at = text.indexOf(signature); at >= 0; at = text.indexOf(signature, at + 1)) found.push(at);
  }
  return found;
}

function flipBits(bytes: Uint8Array, random: Random): string {
  const places = Array.from({ length: 1 + random.integer(8) }, () => random.integer(bytes.length));
  for (const place of places) bytes[place] = (bytes[place] ?? 0) ^ (1 << random.integer(8));
  return `bits flipped at ${places.join(", ")}`;
}

function flipBitsInStructures(bytes: Uint8Array, random: Random): string {
  return flipBits(bytes, random);
}

function cutOff(): string {
  return "cut off";
}

function lieAboutSizes(bytes: Uint8Array<ArrayBuffer>, random: Random): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const place = random.integer(Math.max(1, bytes.length - 8));
  const lie = LIES[random.integer(LIES.length)] ?? 0;
  view.setUint32(place, lie, true);
  // Half of them over eight bytes, as in HDF5 and Zip64.
  if (random.next() < 0.5) view.setUint32(place + 4, random.next() < 0.5 ? 0 : 1, true);
  return `${lie} written at ${place}`;
}

function swapParts(bytes: Uint8Array, random: Random): string {
  const length = 1 + random.integer(Math.min(4096, bytes.length >> 2));
  const [from, to] = [random.integer(bytes.length - length), random.integer(bytes.length - length)];
  const part = bytes.slice(from, from + length);
  bytes.copyWithin(from, to, to + length);
  bytes.set(part, to);
  return `${length} bytes at ${from} and ${to} swapped`;
}

function blank(bytes: Uint8Array, random: Random): string {
  const length = 1 + random.integer(2048);
  const from = random.integer(bytes.length);
  bytes.fill(random.next() < 0.5 ? 0 : 0xff, from, from + length);
  return `${length} bytes at ${from} blanked`;
}

/** Swaps two words of equal length: entries, layers, JSON keys. */
function swapNames(bytes: Uint8Array, random: Random): string {
  const text = new TextDecoder("latin1").decode(bytes);
  const names = [...text.matchAll(/[A-Za-z_][\w./]{4,40}/g)];
  const one = names[random.integer(names.length)];
  const others = names.filter((name) => name[0].length === one?.[0].length && name[0] !== one[0]);
  const other = others[random.integer(others.length)];
  if (one === undefined || other === undefined) return flipBits(bytes, random);
  bytes.set(new TextEncoder().encode(other[0]), one.index);
  bytes.set(new TextEncoder().encode(one[0]), other.index);
  return `${one[0]} at ${one.index} and ${other[0]} at ${other.index} swapped`;
}
