/** All keys on one page. */
import { Dialog } from '#ui/Dialog.tsx';
import { commandKey, Key } from '#ui/Key.tsx';
import classes from './KeyHelp.module.css';

const groups: readonly { title: string; keys: readonly (readonly [keys: readonly string[], does: string])[] }[] = [
  {
    title: 'Decide',
    keys: [
      [['A'], 'accept the picture, on to the next stop'],
      [['R'], 'reject it, then a digit or letter for the reason'],
      [['E'], 'excuse the stop, then the reason'],
      [['M'], 'move the picture to the stop it shows'],
      [['F', '⇧ F'], 'ask the driver about it; with a note'],
      [['N'], 'write a note at the stop'],
      [['L'], 'hold what belongs to the stop: nothing of it is erased'],
      [['I'], 'somebody says that it never came: a claim about the stop'],
      [['Q'], 'the evidence: all that is known about the delivery, for and against'],
      [['U'], 'take back the latest decision, and those before it'],
      [['⇧ ↓', `${commandKey} click`], 'choose several stops, to decide with one key'],
    ],
  },
  {
    title: 'Move',
    keys: [
      [['J', 'K'], 'next and previous stop to decide'],
      [['↑', '↓'], 'the stop before and after on the route'],
      [['Enter'], 'review the route, or the stop'],
      [['⇧ Enter'], 'review the whole day'],
      [['G'], 'the route on a map'],
      [['Esc'], 'back to where one came from'],
      [['H'], 'review: show what is decided, too'],
      [['S', 'D'], 'sign off the route, the day'],
      [['→'], 'from the routes to the stops'],
      [['[', ']'], 'day before, day after'],
      [['1', '…', '8'], 'show all stops, the missing ones, …'],
    ],
  },
  {
    title: 'Picture',
    keys: [
      [['←', '→'], 'the stop’s other pictures and candidates'],
      [['Z'], 'nearer, and back to the whole picture'],
      [['O'], 'turn the view'],
      [['C'], 'lay its other use, or an earlier picture of the door, beside it'],
      [['T'], 'the other stop that stands on this picture'],
      [['V'], 'show a picture that is hidden'],
      [['B'], 'boxes: what customers and other copies don’t get to see'],
      [['W'], 'frame the faces and persons that were found'],
      [['+', '−', '0'], 'zoom in, out, the whole picture'],
      [['arrows'], 'move a zoomed picture that has the focus'],
    ],
  },
  {
    title: 'Unmatched photos and sync',
    keys: [
      [['A'], 'accept the first stop; of several photos, each its own'],
      [['2', '…', '9'], 'accept another of the stops offered'],
      [['M'], 'look for any other stop'],
      [['X'], 'not a delivery, then a digit for the reason'],
      [['Shift ↓', '␣', `${commandKey} A`], 'choose several, one more, all'],
      [['L', 'P'], 'a route’s stops to drag onto; one phone only'],
      [['S', 'B'], 'what was put aside; bring one back'],
      [['B', 'C'], 'sync: behind only; copy the sentence for the driver'],
      [['Y', 'T', 'X', 'P'], 'sync: the clock is right so, set it, as measured; next phone'],
    ],
  },
  {
    title: 'Claims',
    keys: [
      [['N', 'I'], 'a new claim; claims from a list'],
      [['1', '…', '5'], 'current, overdue, due soon, closed, all'],
      [['J', 'K', 'Enter'], 'next and previous claim; open it'],
      [['A', 'H', 'R', 'X'], 'answered, uphold, reject, withdrawn; with Shift and a note'],
      [['E', 'U'], 'open it again; take back the latest entry'],
      [['N', 'T', 'S'], 'a note; when an answer is due; what they say'],
      [['P', '⇧ P'], 'make the claim pack; one for the customer'],
      [['M', 'F', 'G'], 'tie it to another stop; attach files; the stop on the desk'],
      [['1', '…', '5'], 'new claim: what they say'],
      [['L', 'P'], 'what claims teach; there 1 to 4 and the period'],
    ],
  },
  {
    title: 'Other pages',
    keys: [
      [['S'], 'problems: scan again'],
      [['O', 'I'], 'import: choose a file, take it in'],
      [['J', 'K'], 'map: stop by stop; Enter shows it on the desk'],
      [['+', '−', '0'], 'map: nearer, further, the whole route'],
      [['R', 'V'], 'map: another route; review the stop'],
      [['P', 'A', 'Del'], 'programme: draw points; a point in the middle; remove it'],
      [[',', '.', 'arrows'], 'programme: point by point; move it on the map'],
      [['S', 'I'], 'programme: save; import GeoJSON'],
      [['U', 'O'], 'activity: take the entry back; only its stop'],
      [['T', 'W', 'L', 'V'], 'activity: this day only; who looked; what is newer; verify'],
      [['H', 'R', 'W'], 'confirmations: hold or release, send again, withdraw'],
      [['F', 'N', 'L', 'B'], 'confirmations: find one; who gets none; what is newer; boxes'],
      [['Enter'], 'scores: the driver’s debrief, the route on the desk'],
      [['P', 'C', 'B'], 'debrief: as PDF, as CSV; a box over the picture'],
      [['C', 'Z', 'X'], 'privacy: a customer asks; all that is held; erase'],
      [['R', 'P'], 'privacy: erase what is due; the list of files'],
      [['P', 'C', 'O', 'M', 'Z'], 'reports: PDF, CSV, JSON, POD report, pictures'],
    ],
  },
  {
    title: 'Find',
    keys: [
      [['/', `${commandKey} K`], 'search all days, and every command by name'],
      [['>'], 'in the search: commands only'],
      [['?'], 'this page'],
    ],
  },
];

interface KeyHelpProps {
  open: boolean;
  onClose: () => void;
}

export function KeyHelp({ open, onClose }: KeyHelpProps) {
  return (
    <Dialog opened={open} onClose={onClose} title="Keys" size={760}>
      <div className={classes.groups}>
        {groups.map(({ title, keys }) => (
          <section key={title}>
            <h3 className={classes.title}>{title}</h3>
            <dl className={classes.list}>
              {keys.map(([caps, does]) => (
                <div key={does} className={classes.entry}>
                  <dt>
                    <span className="unseen">{caps.join(' or ')}</span>
                    {caps.map((cap) => (
                      <Key key={cap}>{cap}</Key>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
