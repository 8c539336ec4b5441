/**
 * Opens the core on a depot (`node decideUntilKilled.ts DATA FOLDER SEED`) and makes decisions at random, as fast as it can, while
 * the intake runs. Prints `ready`, `photos N` as they come in, and `entry ID` for each decision that was acknowledged. Never ends
 * by itself: its test kills it.
 */
import { excuseReasons, rejectReasons } from '#shared/words.ts';
import { openCoreToKill } from '#tests/fixtures/coreToKill.ts';
import { depotDate } from '#tests/fixtures/depot.ts';
import { seededRandom } from '#tests/fixtures/seededRandom.ts';

const [data = '', folder = '', seed = '0'] = process.argv.slice(2);
const random = seededRandom(Number(seed));
const print = (line: string) => process.stdout.write(`${line}\n`);

const core = await openCoreToKill({ dataFolder: data, folder });
print('ready');
void core.settle();

async function get<Answer>(path: string): Promise<Answer> {
  const response = await core.fetch(new Request(`http://core${path}`));
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

/** There was no decision to take back; a new writing of the manifest left the stop out since it was looked at. */
const refusals = ['nothing-to-undo', 'stop-unknown'];

async function decide(decision: object): Promise<void> {
  const body = JSON.stringify(decision);
  const response = await core.fetch(new Request('http://core/api/decisions', { method: 'POST', body }));
  const answer = (await response.json()) as { entryId?: string; error?: { code: string } };
  if (answer.entryId) print(`entry ${answer.entryId}`);
  else if (!refusals.includes(answer.error?.code ?? '')) throw new Error(JSON.stringify(answer));
}

interface Stop {
  id: string;
  photoIds: string[];
}

/** One decision of the four kinds about some stop, or some stop's picture laid to another stop. */
async function decideSomething(stops: Stop[]): Promise<void> {
  const stop = random.pick(stops);
  const photoId = random.pick(stops.flatMap((each) => each.photoIds));
  if (!stop) return;
  const kind = random.below(4);
  if (kind === 0) return decide({ kind: 'undo' });
  if (kind === 1 || !photoId) {
    return decide({
      kind: 'excuse',
      stopId: stop.id,
      reason: random.pick(excuseReasons),
      note: `Note ${random.next()}`,
    });
  }
  const own = random.pick(stop.photoIds) ?? photoId;
  if (kind === 2) return decide({ kind: 'accept', stopId: stop.id, photoId: random.below(3) === 0 ? photoId : own });
  return decide({ kind: 'reject', stopId: stop.id, photoId: own, reason: random.pick(rejectReasons) });
}

for (let told = -1; ; ) {
  const { photosDone } = await get<{ photosDone: number }>('/api/status');
  if (photosDone !== told) print(`photos ${photosDone}`);
  told = photosDone;
  const day = await get<{ routes: Array<{ id: string }> }>(`/api/days/${depotDate}`);
  const route = random.pick(day.routes);
  if (route) await decideSomething((await get<{ stops: Stop[] }>(`/api/routes/${route.id}`)).stops);
  await new Promise((resolve) => setImmediate(resolve));
}
