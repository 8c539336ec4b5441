/** What waits for a worker: the screen first, then tonight's pictures, then older days; within each, first come. */
import type { Priority } from './contract.ts';

const order: readonly Priority[] = ['screen', 'tonight', 'backlog'];

export interface JobQueue<Job> {
  readonly length: number;
  add(job: Job, priority: Priority): void;
  /** Puts a job back before all others of its priority: it was its turn already. */
  putBack(job: Job, priority: Priority): void;
  take(): Job | undefined;
}

export function createJobQueue<Job>(): JobQueue<Job> {
  const lanes = order.map(() => createLane<Job>());
  const laneOf = (priority: Priority) => lanes[order.indexOf(priority)] as Lane<Job>;
  return {
    get length() {
      return lanes.reduce((sum, lane) => sum + lane.length(), 0);
    },
    add: (job, priority) => laneOf(priority).add(job),
    putBack: (job, priority) => laneOf(priority).putBack(job),
    take: () => lanes.find((lane) => lane.length() > 0)?.take(),
  };
}

type Lane<Job> = ReturnType<typeof createLane<Job>>;

/** A backlog can hold a hundred thousand jobs, for which `Array.shift` would move them all each time. */
function createLane<Job>() {
  const returned: Job[] = [];
  let waiting: Job[] = [];
  let taken = 0;
  return {
    length: () => returned.length + waiting.length - taken,
    add: (job: Job) => {
      waiting.push(job);
    },
    putBack: (job: Job) => {
      returned.push(job);
    },
    take: (): Job | undefined => {
      const back = returned.pop();
      if (back !== undefined) return back;
      const job = waiting[taken++];
      if (taken === waiting.length) {
        waiting = [];
        taken = 0;
      } else if (taken > 1024 && taken * 2 > waiting.length) {
        waiting = waiting.slice(taken);
        taken = 0;
      }
      return job;
    },
  };
}
