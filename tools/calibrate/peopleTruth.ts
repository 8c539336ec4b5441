/**
 * Who is in which picture, looked at one by one: by file name, as names of packages and of the shared data are different all.
 * Boxes are left, top, width and height in fractions of the upright picture; a head is what has to be hidden of a person.
 */
export type Box = readonly [left: number, top: number, width: number, height: number];

export interface TruePerson {
  box: Box;
  /** Absent where no head can be seen. */
  head?: Box;
}

export const peopleTruth: Readonly<Record<string, readonly TruePerson[]>> = {
  // The shared data: an advertisement, a tiny picture, streets with passers-by near and far.
  'image00971.jpg': [
    { box: [0.379, 0.017, 0.519, 0.96], head: [0.78, 0.2, 0.09, 0.3] },
    { box: [0.811, 0.4, 0.186, 0.6], head: [0.82, 0.42, 0.17, 0.58] },
  ],
  'image01137.jpg': [{ box: [0.01, 0.08, 0.8, 0.91], head: [0.06, 0.12, 0.42, 0.82] }],
  'DSCN0025.jpg': [
    { box: [0.188, 0.582, 0.054, 0.2], head: [0.203, 0.584, 0.02, 0.034] },
    { box: [0.233, 0.581, 0.04, 0.172], head: [0.243, 0.586, 0.018, 0.03] },
  ],
  'DSCN0027.jpg': [{ box: [0.411, 0.525, 0.016, 0.06] }],
  'DSCN0038.jpg': [{ box: [0.482, 0.705, 0.032, 0.123], head: [0.493, 0.708, 0.012, 0.02] }],
  'DSCN0040.jpg': [
    { box: [0.784, 0.57, 0.031, 0.122], head: [0.795, 0.572, 0.012, 0.022] },
    { box: [0.724, 0.613, 0.038, 0.116], head: [0.738, 0.617, 0.014, 0.022] },
  ],
  'DSCN0010.jpg': [],
  'DSCN0012.jpg': [],
  'DSCN0021.jpg': [],
  'DSCN0029.jpg': [],
  'DSCN0042.jpg': [],
  'landscape_1.jpg': [],
  'landscape_3.jpg': [],
  'landscape_6.jpg': [],
  'landscape_8.jpg': [],
  'portrait_2.jpg': [],
  'portrait_5.jpg': [],
  'portrait_7.jpg': [],
  'Apple-iPhone-4.jpg': [],
  'Apple-iPhone-5.jpg': [],
  'HTC-One.jpg': [],
  'Nokia-Lumia-800.jpg': [],
  'Samsung-GT-I9100-Galaxy-SII.jpg': [],
  // An arm at the edge, and nobody whom it would tell.
  'Samsung-GT-I9505-Galaxy-S4.jpg': [],
  'Sony-D5403-Xperia-Z2.jpg': [],
  'IMG_5195.HEIC': [],
  'samplefilehub.heif': [],

  // @vladmandic/face-api 1.7.15, demo/: groups, indoors.
  'sample1.jpg': [
    { box: [0.087, 0.2, 0.295, 0.788], head: [0.215, 0.22, 0.11, 0.25] },
    { box: [0.358, 0.245, 0.293, 0.735], head: [0.435, 0.26, 0.11, 0.25] },
    { box: [0.628, 0.128, 0.347, 0.861], head: [0.765, 0.14, 0.1, 0.2] },
  ],
  'sample2.jpg': [
    { box: [0.16, 0.032, 0.329, 0.954], head: [0.19, 0.04, 0.12, 0.27] },
    { box: [0.412, 0.048, 0.287, 0.943], head: [0.455, 0.06, 0.12, 0.28] },
    { box: [0.615, 0.03, 0.373, 0.961], head: [0.745, 0.04, 0.12, 0.26] },
  ],
  'sample3.jpg': [
    { box: [0.003, 0.183, 0.495, 0.799], head: [0.3, 0.2, 0.13, 0.26] },
    { box: [0.469, 0.097, 0.246, 0.867], head: [0.55, 0.1, 0.13, 0.28] },
    { box: [0.704, 0.153, 0.285, 0.832], head: [0.765, 0.16, 0.13, 0.27] },
  ],
  'sample4.jpg': [
    { box: [0.01, 0.055, 0.31, 0.932], head: [0.11, 0.06, 0.12, 0.25] },
    { box: [0.25, 0.02, 0.2, 0.97], head: [0.34, 0.02, 0.12, 0.2] },
    { box: [0.393, 0.06, 0.28, 0.93], head: [0.5, 0.07, 0.12, 0.24] },
    { box: [0.62, 0.06, 0.33, 0.87], head: [0.66, 0.07, 0.12, 0.2] },
  ],
  'sample5.jpg': [
    { box: [0.035, 0.569, 0.345, 0.431], head: [0.17, 0.6, 0.15, 0.25] },
    { box: [0.212, 0.248, 0.253, 0.583], head: [0.3, 0.26, 0.11, 0.22] },
    { box: [0.361, 0.025, 0.198, 0.787], head: [0.4, 0.03, 0.1, 0.22] },
    { box: [0.544, 0.108, 0.194, 0.551], head: [0.57, 0.11, 0.11, 0.22] },
    { box: [0.507, 0.198, 0.459, 0.787], head: [0.72, 0.21, 0.16, 0.28] },
  ],
  'sample6.jpg': [
    { box: [0.068, 0.234, 0.306, 0.762], head: [0.11, 0.25, 0.15, 0.27] },
    { box: [0.311, 0.149, 0.234, 0.843], head: [0.33, 0.15, 0.14, 0.27] },
    { box: [0.513, 0.113, 0.24, 0.881], head: [0.58, 0.11, 0.15, 0.28] },
    { box: [0.702, 0.107, 0.266, 0.87], head: [0.76, 0.11, 0.14, 0.27] },
  ],

  // Debian python3-skimage 0.19.3, skimage/data/.
  'astronaut.png': [{ box: [0.016, 0.017, 0.704, 0.983], head: [0.3, 0.03, 0.27, 0.32] }],
  'camera.png': [{ box: [0.016, 0.115, 0.556, 0.882], head: [0.3, 0.12, 0.22, 0.3] }],
  'brick.png': [],
  'chelsea.png': [],
  'coffee.png': [],
  'coins.png': [],
  'grass.png': [],
  'gravel.png': [],
  'motorcycle_left.png': [],
  'rocket.jpg': [],

  // Debian opencv-doc 4.6.0, examples/data/ and examples/text/. Behind the footballer is a stand full of people.
  'messi5.jpg': [{ box: [0.142, 0.193, 0.68, 0.766], head: [0.4, 0.17, 0.09, 0.22] }],
  'basketball1.png': [
    { box: [0.053, 0.168, 0.21, 0.817], head: [0.105, 0.17, 0.06, 0.13] },
    { box: [0.703, 0.041, 0.297, 0.942], head: [0.8, 0.05, 0.16, 0.24] },
  ],
  // He holds a board before his face.
  'left01.jpg': [{ box: [0.3, 0.1, 0.65, 0.9] }],
  'scenetext01.jpg': [
    { box: [0.846, 0.603, 0.152, 0.393], head: [0.91, 0.605, 0.09, 0.1] },
    { box: [0, 0.517, 0.145, 0.478] },
  ],
  'scenetext03.jpg': [{ box: [0.45, 0.945, 0.03, 0.055] }],
  'scenetext06.jpg': [{ box: [0.85, 0.926, 0.057, 0.074], head: [0.86, 0.93, 0.035, 0.06] }],
  'scenetext02.jpg': [],
  'scenetext04.jpg': [],
  'scenetext05.jpg': [],
  'aero1.jpg': [],
  'aloeL.jpg': [],
  'apple.jpg': [],
  'baboon.jpg': [],
  'board.jpg': [],
  'box_in_scene.png': [],
  'building.jpg': [],
  'butterfly.jpg': [],
  'chicky_512.png': [],
  'fruits.jpg': [],
  'graf1.png': [],
  'home.jpg': [],
  'leuvenA.jpg': [],
  'orange.jpg': [],
  'rubberwhale1.png': [],
  'squirrel_cls.jpg': [],
  'stuff.jpg': [],

  // Debian python3-sklearn 1.2.1 (datasets/images/) and mate-backgrounds 1.26.0 (nature/).
  'china.jpg': [],
  'flower.jpg': [],
  'Aqua.jpg': [],
  'Blinds.jpg': [],
  'Dune.jpg': [],
  'FreshFlower.jpg': [],
  'Garden.jpg': [],
  'GreenMeadow.jpg': [],
  'LadyBird.jpg': [],
  'RainDrops.jpg': [],
  'Storm.jpg': [],
  'TwoWings.jpg': [],
  'Wood.jpg': [],
  'YellowFlower.jpg': [],
};
