/** Where the programme runs is no setting: a line that leads to its page. */
import { Link } from '@tanstack/react-router';
import { keepDay } from '#app/place.ts';
import classes from './programmeSection.module.css';

export function ProgrammeSection() {
  return (
    <p className={classes.line}>
      Where drivers must take a photo is decided on the page{' '}
      <Link to="/programme" search={keepDay}>
        Programme
      </Link>
      : by postcode, by drawing on the map, or by route, from a day on.
    </p>
  );
}
