/** The drivers that a debrief is about. */
import { dateOf, type ExportTask } from './contract.ts';

/** The one that was asked for, else all of the day, worst score first. */
export function driversOf(task: ExportTask): string[] {
  return task.driver === null
    ? task.depot.queries.scores.scores(dateOf(task)).drivers.map((each) => each.driver)
    : [task.driver];
}
