/**
 * Everybody in one picture. Faces are looked for twice: in the whole picture, where only large ones can be seen at the size
 * that the net takes, and once more where the heads of the persons must be, who were found before.
 */
import type { PersonFound } from '#shared/views.ts';
import type { PersonModelFiles, RawPicture } from './contract.ts';
import { eachOnce, headArea, type Scored } from './framing.ts';
import { loadNets } from './nets.ts';

/** A crowd would take seconds; whoever looks at a picture of twelve persons needs no count. */
const mostPersons = 12;
/** Two persons may stand one before the other; two boxes of one face never have less in common. */
const samePerson = 0.5;
const sameFace = 0.3;
/** Scores and places as they are kept: finer says nothing. */
const rounded = (value: number) => Math.round(value * 10_000) / 10_000;

export type PersonFinder = (picture: RawPicture) => PersonFound[];

export async function createPersonFinder(files: PersonModelFiles): Promise<PersonFinder> {
  const nets = await loadNets(files);
  return (picture) => {
    const { width, height } = picture;
    const persons = eachOnce(nets.persons(picture), samePerson).slice(0, mostPersons);
    const faces = nets.faces(picture, { left: 0, top: 0, width, height });
    for (const { box } of persons) {
      const head = headArea(box, picture);
      if (head) faces.push(...nets.faces(picture, head));
    }
    return [...persons.map(toFound('person')), ...eachOnce(faces, sameFace).map(toFound('face'))];
  };
}

const toFound =
  (kind: PersonFound['kind']) =>
  ({ score, box }: Scored): PersonFound => ({
    kind,
    score: rounded(score),
    box: { x: rounded(box.x), y: rounded(box.y), width: rounded(box.width), height: rounded(box.height) },
  });
