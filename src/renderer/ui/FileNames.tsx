/** The names under which one picture lies in the folder: the first few, and how many more there are. */
import classes from './FileNames.module.css';

/** A picture has one file, or a few conflict copies; a thousand copies are told as a number. */
const shownNames = 4;

export function FileNames({ names }: { names: readonly string[] }) {
  const more = names.length - shownNames;
  return (
    <span className={classes.names}>
      {names.slice(0, shownNames).map((name) => (
        <bdi key={name}>{name}</bdi>
      ))}
      {more > 0 && (
        <b>and {more === 1 ? 'one more file' : `${more.toLocaleString('en-US')} more files`} with the same picture</b>
      )}
    </span>
  );
}
