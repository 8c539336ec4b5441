/** Each kind of what is kept: for how long, what is due, what a hold keeps, what is gone. */
import type { PrivacyView } from '#shared/privacy.ts';
import { formatCount, formatDay } from '#ui/format.ts';
import classes from './PrivacyPage.module.css';
import { daysWords, kindNames, kindWhere } from './privacyWords.ts';

export function KindTable({ kinds }: { kinds: PrivacyView['kinds'] }) {
  return (
    <div className={classes.tableHolder}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Kept</th>
            <th scope="col" className={classes.number}>
              Stops
            </th>
            <th scope="col" className={classes.number}>
              Due in 7 days
            </th>
            <th scope="col" className={classes.number}>
              Due now
            </th>
            <th scope="col" className={classes.number}>
              Of them held
            </th>
            <th scope="col" className={classes.number}>
              Erased
            </th>
          </tr>
        </thead>
        <tbody>
          {kinds.map(({ kind, days, dueUpTo, kept, soon, due, held, erased }) => (
            <tr key={kind}>
              <th scope="row">
                {kindNames[kind]}
                <span className={classes.where}>{kindWhere[kind]}</span>
              </th>
              <td>
                {daysWords(days)}
                {dueUpTo !== null && <span className={classes.where}>due up to {formatDay(dueUpTo)}</span>}
              </td>
              <td className={classes.number}>{formatCount(kept)}</td>
              <td className={classes.number}>{formatCount(soon)}</td>
              <td className={classes.number} data-due={due > held}>
                {formatCount(due)}
              </td>
              <td className={classes.number}>{formatCount(held)}</td>
              <td className={classes.number}>{formatCount(erased)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
