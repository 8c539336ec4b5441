/**
 * What the model's findings mean. The model says what may be a face or a person and how sure it is; here is decided what is
 * believed, what makes a picture one with a person in it, and what no copy may show. The numbers are those of
 * `npm run calibrate -- people` (docs/quality.md, People).
 */
import type { PictureBoxView } from '#shared/scores.ts';
import type { PersonFound } from '#shared/views.ts';

/**
 * From this score on a box is a person. As they are, none of 63 pictures without people comes to it; of 20 with people the
 * weakest that counts has 0.40, and what is further away or spoiled goes on below.
 */
const surePerson = 0.38;
/** A face with no person around it: cats and squirrels come to 0.71. */
const sureFace = 0.75;
/** A face where a person's head must be. */
const sureFaceOfPerson = 0.5;
/** Share of the picture's height or width, whichever the box takes more of: smaller ones are passers-by in the distance. */
const smallestPerson = 0.1;
/** Faces are a seventh of a figure. */
const smallestFace = 0.03;
/** Hair, ears and chin lie outside of the box that the model draws; a share of the box on each side. */
const faceMargin = 0.3;

/** What is believed of what was found, in its order. */
export function believedPeople(found: readonly PersonFound[]): PersonFound[] {
  const persons = found.filter(({ kind, score }) => kind === 'person' && score >= surePerson);
  return found.filter((each) =>
    each.kind === 'person'
      ? persons.includes(each)
      : each.score >= (persons.some(({ box }) => isAtTopOf(each.box, box)) ? sureFaceOfPerson : sureFace),
  );
}

/** Whether the picture is one with a person in it: a flag, which blocks unless the depot's settings say otherwise. */
export function showsPerson(found: readonly PersonFound[]): boolean {
  return believedPeople(found).some(({ kind, box }) => {
    const size = Math.max(box.width, box.height);
    return size >= (kind === 'person' ? smallestPerson : smallestFace);
  });
}

/**
 * Parts that no copy may show, in fractions of the picture: every believed face, however small, with its hair; and where no
 * face was found at a person, the place of the head: seen from the side or from behind, people are recognised too.
 */
export function partsToHide(found: readonly PersonFound[]): PictureBoxView[] {
  const believed = believedPeople(found);
  const persons = believed.filter(({ kind }) => kind === 'person').map(({ box }) => box);
  const faces = believed.filter(({ kind }) => kind === 'face').map(({ box }) => box);
  // Two who stand close have one face in both their boxes: it is that of the one whose middle is nearer.
  const withFace = new Set(faces.map((face) => ownerOf(face, persons)));
  return [...faces.map(grown), ...persons.filter((person) => !withFace.has(person)).map(headOf)];
}

function ownerOf(face: PictureBoxView, persons: readonly PictureBoxView[]): PictureBoxView | undefined {
  const aside = (person: PictureBoxView) => Math.abs(middle(face) - middle(person));
  return persons.filter((person) => isAtTopOf(face, person)).sort((a, b) => aside(a) - aside(b))[0];
}

const middle = ({ x, width }: PictureBoxView) => x + width / 2;

/** The middle of the face lies in the upper half of the person. */
function isAtTopOf(face: PictureBoxView, person: PictureBoxView): boolean {
  const x = middle(face);
  const y = face.y + face.height / 2;
  return x >= person.x && x <= person.x + person.width && y >= person.y && y <= person.y + person.height / 2;
}

/** The upper third: of a whole figure more than the head, of half a one just the head. */
function headOf(person: PictureBoxView): PictureBoxView {
  return { ...person, height: person.height / 3 };
}

function grown({ x, y, width, height }: PictureBoxView): PictureBoxView {
  const left = Math.max(0, x - width * faceMargin);
  const top = Math.max(0, y - height * faceMargin);
  return {
    x: left,
    y: top,
    width: Math.min(1, x + width * (1 + faceMargin)) - left,
    height: Math.min(1, y + height * (1 + faceMargin)) - top,
  };
}
