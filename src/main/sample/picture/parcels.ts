/** Parcels on the floor: boxes with tape and label, flat mailers, envelopes; each with its shadow. */
import type { Random } from '#main/sample/random.ts';
import { type Point3, point } from './camera.ts';
import { darker, lighter } from './colour.ts';
import { createPlane, type Plane, type Stage } from './stage.ts';

const cardboards = ['#b98d5e', '#c69c6d', '#a97c50', '#c2945f', '#b5864f', '#9f7448'] as const;
const brands = ['#2d5f8a', '#8c2f39', '#2f6b4f', '#34302c', '#c2702a'] as const;

/** The address label: lines of text and a barcode. Nothing on it can be read. */
function drawLabel(stage: Stage, random: Random, plane: Plane, u: number, v: number, width: number, height: number) {
  stage.fill(plane.rectangle(u, v, width, height), '#f1efe9');
  const ink: Point3[][] = [];
  for (let at = 0; at < 4; at++) {
    ink.push(
      plane.rectangle(
        u + width * 0.07,
        v + height * (0.88 - at * 0.1),
        width * random.between(0.25, 0.6),
        height * 0.04,
      ),
    );
  }
  ink.push(plane.rectangle(u + width * 0.72, v + height * 0.7, width * 0.2, height * 0.22));
  for (let at = u + width * 0.08; at < u + width * 0.9; ) {
    const bar = random.between(0.006, 0.03) * width;
    ink.push(plane.rectangle(at, v + height * 0.1, bar, height * 0.3));
    at += bar + random.between(0.008, 0.03) * width;
  }
  stage.fillAll(ink, '#26262a', 0.9);
}

export interface ParcelPlace {
  x: number;
  z: number;
  /** What it stands on, metres above the floor. */
  y: number;
  /** Turned about its upright axis, radians. */
  turn: number;
}
interface Size {
  width: number;
  height: number;
  depth: number;
}

function drawBox(stage: Stage, random: Random, eye: Point3, place: ParcelPlace, size: Size) {
  const { width, height, depth } = size;
  const along = point(Math.cos(place.turn), 0, -Math.sin(place.turn));
  const back = point(-Math.sin(place.turn), 0, -Math.cos(place.turn));
  const corner = (a: number, b: number, y: number) =>
    point(place.x + along.x * a + back.x * b, place.y + y, place.z + along.z * a + back.z * b);
  const [w, d] = [width / 2, depth / 2];
  const printed = random.chance(0.16);
  const colour = printed ? random.pick(['#e6e3dc', '#d9d6d0', '#2b2c30']) : random.pick(cardboards);
  const tape = random.pick([lighter(colour, 0.25), '#c8b78e', '#8d6a3f', random.pick(brands)]);
  const brand = random.pick(brands);

  const foot = [corner(-w, -d, 0.003), corner(w, -d, 0.003), corner(w, d, 0.003), corner(-w, d, 0.003)];
  const fall = random.between(0.02, 0.07);
  stage.shadow(
    foot.map((at) => point(at.x + fall, at.y, at.z + 0.02)),
    0.11,
    0.42,
  );
  stage.shadow(foot, 0.03, 0.6);

  const sides = [
    { from: [-w, -d], to: [w, -d], normal: point(-back.x, 0, -back.z), tone: 0.1 },
    { from: [w, -d], to: [w, d], normal: along, tone: 0.3 },
    { from: [-w, d], to: [-w, -d], normal: point(-along.x, 0, -along.z), tone: 0.2 },
  ] as const;
  for (const { from, to, normal, tone } of sides) {
    const start = corner(from[0], from[1], 0);
    const end = corner(to[0], to[1], 0);
    const facing = (eye.x - start.x) * normal.x + (eye.z - start.z) * normal.z;
    if (facing <= 0) continue;
    const length = Math.hypot(end.x - start.x, end.z - start.z);
    const plane = createPlane(start, point((end.x - start.x) / length, 0, (end.z - start.z) / length), point(0, 1, 0));
    stage.fill(plane.rectangle(0, 0, length, height), {
      from: plane.at(0, height),
      to: plane.at(length * 0.2, 0),
      stops: [
        [0, darker(colour, tone)],
        [1, darker(colour, tone + 0.18)],
      ],
    });
    if (tone === 0.1) {
      stage.fill(plane.rectangle(length / 2 - 0.028, height * 0.72, 0.056, height * 0.28), darker(tape, 0.1), 0.85);
      if (random.chance(0.55))
        stage.fill(plane.rectangle(0, height * 0.1, length, height * 0.12), brand, printed ? 0.95 : 0.55);
      if (random.chance(0.4) && height > 0.16) {
        for (const u of [0.72, 0.82]) {
          const [base, tip] = [plane.at(length * u, height * 0.35), plane.at(length * u, height * 0.62)];
          stage.line([base, tip], 0.008, darker(colour, 0.6));
          stage.line(
            [plane.at(length * u - 0.018, height * 0.55), tip, plane.at(length * u + 0.018, height * 0.55)],
            0.008,
            darker(colour, 0.6),
          );
        }
      }
    } else {
      const slots = plane.rectangle(length / 2 - 0.045, height * 0.5, 0.09, 0.028);
      if (height > 0.25) stage.fill(slots, darker(colour, 0.65));
    }
  }
  const lid = createPlane(corner(-w, -d, height), along, back);
  stage.fill(lid.rectangle(0, 0, width, depth), {
    from: lid.at(0, depth),
    to: lid.at(width, 0),
    stops: [
      [0, lighter(colour, 0.2)],
      [1, lighter(colour, 0.06)],
    ],
  });
  stage.fill(lid.rectangle(width / 2 - 0.002, 0, 0.004, depth), darker(colour, 0.4));
  stage.fill(lid.rectangle(width / 2 - 0.028, 0, 0.056, depth), tape, 0.8);
  stage.fill(lid.rectangle(width / 2 - 0.02, 0, 0.01, depth), '#ffffff', 0.18);
  stage.line([lid.at(0, 0), lid.at(width, 0)], 0.004, lighter(colour, 0.4), 0.8);
  const labelWidth = Math.min(0.15, width * 0.4);
  drawLabel(
    stage,
    random,
    lid,
    random.chance(0.5) ? width * 0.06 : width * 0.94 - labelWidth,
    depth * random.between(0.12, 0.4),
    labelWidth,
    Math.min(labelWidth * 1.25, depth * 0.5),
  );
}

/** A padded or plastic mailer lying flat: a soft outline, seams, a few folds. */
function drawMailer(stage: Stage, random: Random, place: ParcelPlace, size: Size) {
  const colour = random.pick(['#e8e6e1', '#9aa0a6', '#4a4f57', '#3c6f9c', '#c79a62', '#c79a62', '#d9d2c0']);
  const turned = createPlane(
    point(place.x, place.y + 0.02, place.z),
    point(Math.cos(place.turn), 0, -Math.sin(place.turn)),
    point(-Math.sin(place.turn), 0, -Math.cos(place.turn)),
  );
  const [w, d] = [size.width / 2, size.depth / 2];
  const rim = Array.from({ length: 36 }, (_, at) => {
    const angle = (at / 36) * 2 * Math.PI;
    const swell = 1 + random.normal(0, 0.012);
    const power = 0.24;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    return turned.at(
      w * swell * Math.sign(cos) * Math.abs(cos) ** power,
      d * swell * Math.sign(sin) * Math.abs(sin) ** power,
    );
  });
  stage.shadow(
    rim.map((at) => point(at.x + 0.02, place.y + 0.003, at.z + 0.01)),
    0.05,
    0.6,
  );
  stage.fill(rim, {
    from: turned.at(-w, d),
    to: turned.at(w, -d),
    stops: [
      [0, lighter(colour, 0.24)],
      [0.55, colour],
      [1, darker(colour, 0.28)],
    ],
  });
  for (let at = 0; at < 9; at++) {
    const [u, v] = [random.between(-w, w) * 0.8, random.between(-d, d) * 0.8];
    const [du, dv] = [random.normal(0, w * 0.35), random.normal(0, d * 0.35)];
    const fold = [turned.at(u, v), turned.at(u + du * 0.5, v + dv * 0.6), turned.at(u + du, v + dv)];
    stage.fill(fold, at % 2 ? '#ffffff' : '#0b0d14', 0.09);
  }
  stage.line([turned.at(-w * 0.96, d * 0.82), turned.at(w * 0.96, d * 0.82)], 0.008, darker(colour, 0.3), 0.7);
  drawLabel(stage, random, turned, -w * 0.55, -d * 0.55, Math.min(0.14, w), Math.min(0.16, d));
}

/** One parcel of a chosen kind and size. The eye decides which sides are seen. */
export function drawParcel(stage: Stage, random: Random, eye: Point3, place: ParcelPlace, largest = 1): Size {
  const kind = random.pickWeighted([
    ['box', 42],
    ['flat-box', 20],
    ['mailer', 25],
    ['long', 6],
    ['large', 7],
  ] as const);
  const grow = (low: number, high: number) => random.between(low, high) * largest;
  switch (kind) {
    case 'mailer': {
      const size = { width: grow(0.26, 0.4), height: 0.04, depth: grow(0.2, 0.3) };
      drawMailer(stage, random, place, size);
      return size;
    }
    case 'flat-box': {
      const size = { width: grow(0.3, 0.42), height: grow(0.06, 0.1), depth: grow(0.22, 0.3) };
      drawBox(stage, random, eye, place, size);
      return size;
    }
    case 'long': {
      const size = { width: grow(0.6, 0.8), height: grow(0.1, 0.16), depth: grow(0.14, 0.2) };
      drawBox(stage, random, eye, place, size);
      return size;
    }
    case 'large': {
      const size = { width: grow(0.46, 0.58), height: grow(0.38, 0.5), depth: grow(0.36, 0.44) };
      drawBox(stage, random, eye, place, size);
      return size;
    }
    default: {
      const size = { width: grow(0.28, 0.44), height: grow(0.15, 0.3), depth: grow(0.22, 0.32) };
      drawBox(stage, random, eye, place, size);
      return size;
    }
  }
}

/** All parcels of a stop before the door, the farther ones first; some lean on another's top. */
export function drawParcels(
  stage: Stage,
  random: Random,
  eye: Point3,
  count: number,
  about: { x: number; z: number },
): void {
  const places = Array.from({ length: Math.min(count, 4) }, (_, at) => ({
    x: about.x + (at === 0 ? 0 : (at % 2 ? 1 : -1) * random.between(0.36, 0.5)),
    z: about.z + random.between(-0.06, 0.06) + (at > 1 ? 0.3 : 0),
  })).sort((one, other) => one.z - other.z);
  for (const [at, place] of places.entries()) {
    const own = random.branch(`parcel ${at}`);
    const size = drawParcel(stage, own, eye, { ...place, y: 0, turn: own.normal(0, 0.28) }, count > 1 ? 0.86 : 1);
    // A small one on top of a big one.
    if (size.height > 0.25 && own.chance(0.35)) {
      drawParcel(stage, own.branch('on top'), eye, { ...place, y: size.height, turn: own.normal(0, 0.3) }, 0.62);
    }
  }
}
