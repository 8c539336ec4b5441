/** The window: top bar, banners, page, status line. */
import { Outlet } from '@tanstack/react-router';
import classes from './Shell.module.css';

export function Shell() {
  return (
    <div className={classes.window}>
      <main className={classes.page}>
        <Outlet />
      </main>
    </div>
  );
}
