/** The two nets: CenterNet tells where persons are, BlazeFace where faces are. TensorFlow.js runs them on WebAssembly. */
import { readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { type GraphModel, loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import type { PersonModelFiles, RawPicture } from './contract.ts';
import { type Area, boxInPicture, type Scored } from './framing.ts';
import { netInput, type Tone } from './netInput.ts';

/** Below these a net only guesses; what counts is decided by `domain/people.ts`. */
const leastPersonScore = 0.3;
const leastFaceScore = 0.5;

/** Sides of the nets' square inputs, pixels, and the values they were taught with: bytes as they are, and −1 to 1. */
const personSide = 512;
const personTone: Tone = { scale: 1, shift: 0 };
const faceSide = 256;
const faceTone: Tone = { scale: 1 / 127.5, shift: -1 };

/** COCO's first class. */
const personClass = 0;

/** BlazeFace looks from fixed points: so many for each cell of a grid of these strides, row by row. */
const faceGrids = [
  { stride: 16, perCell: 2 },
  { stride: 32, perCell: 6 },
];

export interface Nets {
  /** Persons in the whole picture. */
  persons(picture: RawPicture): Scored[];
  /** Faces in a part of the picture. */
  faces(picture: RawPicture, area: Area): Scored[];
}

/** Loads both nets from files. Throws where this machine can't run them. */
export async function loadNets(files: PersonModelFiles): Promise<Nets> {
  // Bigger numbers would be faster for one picture; the imaging workers want the other cores.
  setThreadsCount(1);
  setWasmPaths(`${files.runtime}${sep}`);
  if (!(await tf.setBackend('wasm'))) throw new Error('WebAssembly can’t be used');
  const persons = await loadNet(files.models, 'centernet');
  const faces = await loadNet(files.models, 'blazeface');
  return {
    persons: (picture) => tf.tidy(() => findPersons(persons, picture)),
    faces: (picture, area) => tf.tidy(() => findFaces(faces, picture, area)),
  };
}

async function loadNet(folder: string, name: string): Promise<GraphModel> {
  const graph = JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8')) as tf.io.ModelJSON;
  const weights = new Uint8Array(await readFile(join(folder, `${name}.bin`)));
  return loadGraphModel({
    load: async () => ({
      modelTopology: graph.modelTopology,
      weightSpecs: graph.weightsManifest.flatMap((group) => group.weights),
      weightData: weights.buffer,
    }),
  });
}

function findPersons(net: GraphModel, picture: RawPicture): Scored[] {
  const { width, height } = picture;
  const area: Area = { left: 0, top: 0, width, height };
  const input = tf.tensor4d(netInput(picture, area, personSide, personTone), [1, personSide, personSide, 3]);
  // Left, top, right, bottom, score, class; and the next.
  const rows = (net.execute(input, 'tower_0/detections') as tf.Tensor).dataSync();
  const found: Scored[] = [];
  for (let at = 0; at < rows.length; at += 6) {
    const [left = 0, top = 0, right = 0, bottom = 0, score = 0, kind] = rows.subarray(at, at + 6);
    if (kind !== personClass || score < leastPersonScore) continue;
    const box = boxInPicture([left, top, right, bottom], area, personSide, picture);
    if (box) found.push({ score, box });
  }
  return found;
}

function findFaces(net: GraphModel, picture: RawPicture, area: Area): Scored[] {
  const input = tf.tensor4d(netInput(picture, area, faceSide, faceTone), [1, faceSide, faceSide, 3]);
  const outputs = net.execute(input) as tf.Tensor[];
  const found: Scored[] = [];
  for (const { stride, perCell } of faceGrids) {
    const cells = faceSide / stride;
    const anchors = cells * cells * perCell;
    const logits = outputs.find(({ shape }) => shape[1] === anchors && shape[2] === 1)?.dataSync() ?? [];
    const places = outputs.find(({ shape }) => shape[1] === anchors && shape[2] === 16)?.dataSync() ?? [];
    for (let anchor = 0; anchor < logits.length; anchor++) {
      const score = 1 / (1 + Math.exp(-(logits[anchor] ?? 0)));
      if (score < leastFaceScore) continue;
      const cell = Math.floor(anchor / perCell);
      const [dx = 0, dy = 0, faceWidth = 0, faceHeight = 0] = places.slice(anchor * 16, anchor * 16 + 4);
      const x = dx + stride * ((cell % cells) + 0.5);
      const y = dy + stride * (Math.floor(cell / cells) + 0.5);
      const box = boxInPicture(
        [x - faceWidth / 2, y - faceHeight / 2, x + faceWidth / 2, y + faceHeight / 2],
        area,
        faceSide,
        picture,
      );
      if (box) found.push({ score, box });
    }
  }
  return found;
}
