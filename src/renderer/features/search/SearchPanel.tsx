/** The search box: stops of all days by address, customer, tracking id, route, driver and days; and every command by name. */
import { UnstyledButton } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconCalendar, IconSearch, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { claimAsked } from '#app/claiming.ts';
import { useTravel } from '#app/desk.ts';
import { queries } from '#app/queries.ts';
import { searchBox } from '#app/searchBox.ts';
import { Dialog } from '#ui/Dialog.tsx';
import { formatDay } from '#ui/format.ts';
import { Key } from '#ui/Key.tsx';
import { useKeys } from '#ui/useKeys.ts';
import type { Command } from './command.ts';
import type { DaySpan } from './dayWords.ts';
import { ResultRows, rowId } from './ResultRows.tsx';
import { claimedIn, commandSign, type Result, resultsFor } from './results.ts';
import classes from './Search.module.css';
import { dayOrderOf, type ReadSearch, readSearchText } from './searchText.ts';
import { useCommands } from './useCommands.ts';
import { useStopSearch } from './useStopSearch.ts';

/** Opened by ⌘K, Ctrl+K, `/` or the button; mounted once, in the shell. @param onHelp opens the page of keys. */
export function SearchPanel({ onHelp }: { onHelp: () => void }) {
  const open = searchBox.use();
  const close = () => searchBox.set(false);
  useKeys({ '/': () => searchBox.set(true) });
  // Also while somebody types elsewhere, but not over a question that waits for its answer.
  const toggle = () => {
    if (open || !document.querySelector('[aria-modal="true"]')) searchBox.set(!open);
  };
  useHotkeys([['mod+K', toggle]], []);
  return (
    <Dialog
      opened={open}
      onClose={close}
      withCloseButton={false}
      title="Search"
      size={640}
      padding={0}
      yOffset="9vh"
      overlayProps={{ backgroundOpacity: 0.3 }}
      classNames={{ header: 'unseen', body: classes.body ?? '' }}
    >
      <Box onClose={close} onHelp={onHelp} />
    </Dialog>
  );
}

/** As in the contract's `search`. */
const longestText = 200;

/** Lives as long as the box is open: each time it begins empty. */
function Box({ onClose, onHelp }: { onClose: () => void; onHelp: () => void }) {
  const listId = useId();
  const [typed, setTyped] = useState('');
  const [asWords, setAsWords] = useState<ReadonlySet<string>>(new Set());
  const [moved, setMoved] = useState<string | null>(null);
  const { toStopAnywhere } = useTravel();
  const commands = useCommands(onHelp);
  const read = useRead(typed, asWords);
  const { hits, current, problem } = useStopSearch(read);
  const results = resultsFor(typed, commands, hits, claimCommand(typed));
  const selected = results.find(({ key }) => key === moved) ?? results[0] ?? null;

  /** @param claims a claim about the stop, instead of the stop. */
  function choose(result: Result, claims = false): void {
    onClose();
    const { command, hit } = result;
    // After the box has given the focus back: what a command opens may want it.
    requestAnimationFrame(() => {
      if (command) command.run();
      else if (claims) claimAsked.set({ text: hit.trackingId ?? hit.address, stop: hit });
      else toStopAnywhere(hit);
    });
  }
  const { enter, forget } = useEnter(current, selected, choose);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const here = results.findIndex(({ key }) => key === selected?.key);
    const last = results.length - 1;
    const target = {
      ArrowDown: here === last ? 0 : here + 1,
      ArrowUp: here <= 0 ? last : here - 1,
      PageDown: Math.min(last, here + 8),
      PageUp: Math.max(0, here - 8),
    }[event.key];
    if (event.key === 'Enter') enter(event.shiftKey);
    else if (target === undefined) return;
    else setMoved(results[target]?.key ?? null);
    event.preventDefault();
  }

  const selectedId = selected && rowId(listId, selected.key);
  useEffect(() => {
    if (selectedId !== null) document.getElementById(selectedId)?.scrollIntoView({ block: 'nearest' });
  }, [selectedId]);

  return (
    <>
      <div className={classes.field}>
        <IconSearch size={16} stroke={1.8} aria-hidden="true" />
        <input
          className={classes.input}
          data-autofocus
          type="text"
          role="combobox"
          aria-label="Search"
          aria-expanded={true}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={selectedId ?? undefined}
          placeholder="Address, customer, tracking id, route, driver, a day; or what to do"
          autoComplete="off"
          spellCheck={false}
          maxLength={longestText}
          value={typed}
          onChange={(event) => {
            // What is pasted by a script or dropped may be longer than what can be asked.
            setTyped(event.currentTarget.value.slice(0, longestText));
            setMoved(null);
            forget();
          }}
          onKeyDown={onKeyDown}
        />
        {read.days !== null && (
          <UnstyledButton
            className={classes.days}
            aria-label={`Looking ${spanWords(read.days)}. Take “${read.days.typed}” as words instead.`}
            title={`Take “${read.days.typed}” as words instead`}
            onClick={() => read.days && setAsWords(new Set([...asWords, read.days.typed.toLowerCase()]))}
          >
            <IconCalendar size={13} stroke={1.8} aria-hidden="true" />
            {spanWords(read.days)}
            <IconX size={12} stroke={2} aria-hidden="true" />
          </UnstyledButton>
        )}
      </div>
      <ResultRows
        id={listId}
        results={results}
        selectedKey={selected?.key ?? null}
        onPoint={setMoved}
        onChoose={(result) => choose(result)}
      />
      <p className={classes.none} role="status">
        {problem ?? (results.every(isClaim) ? (current ? noneSentence(typed, read) : 'Searching…') : '')}
      </p>
      <footer className={classes.foot} aria-hidden="true">
        <span>
          <Key>↑</Key> <Key>↓</Key> choose
        </span>
        <span>
          <Key>Enter</Key> open
        </span>
        <span>
          <Key>⇧ Enter</Key> a claim about it
        </span>
        <span>
          <Key>{commandSign}</Key> commands only
        </span>
        <span>“elm st yesterday”, “last 7 days”, “20 nov”</span>
      </footer>
    </>
  );
}

/** What is typed, as it is understood today at this depot. A text after `>` is a command. */
function useRead(typed: string, asWords: ReadonlySet<string>): ReadSearch {
  const { data: status } = useQuery(queries.status());
  const { data: settings } = useQuery(queries.settings());
  const today = status?.today ?? new Date().toISOString().slice(0, 10);
  const zone = settings?.timeZone ?? 'UTC';
  const order = useMemo(() => dayOrderOf(zone), [zone]);
  return useMemo(
    () =>
      typed.trim().startsWith(commandSign)
        ? { text: '', days: null }
        : readSearchText(typed, { today, order }, asWords),
    [typed, today, order, asWords],
  );
}

/** Enter opens what fits the text as it stands: pressed before the answer is here, it waits for it. */
function useEnter(current: boolean, selected: Result | null, choose: (result: Result, claims: boolean) => void) {
  const [waits, setWaits] = useState<'open' | 'claim' | null>(null);
  const latest = useRef({ selected, choose });
  useEffect(() => {
    latest.current = { selected, choose };
  });
  useEffect(() => {
    if (waits === null || !current) return;
    setWaits(null);
    if (latest.current.selected) latest.current.choose(latest.current.selected, waits === 'claim');
  }, [waits, current]);
  return { enter: (claims: boolean) => setWaits(claims ? 'claim' : 'open'), forget: () => setWaits(null) };
}

const claimCommandId = 'claim about';

const isClaim = ({ command }: Result) => command?.id === claimCommandId;

/** A claim about what is typed: whatever it is, somebody may ask for it. */
function claimCommand(typed: string): Command | null {
  const text = claimedIn(typed);
  if (text === null) return null;
  return {
    id: claimCommandId,
    group: 'Claim',
    name: `New claim about “${text}”…`,
    run: () => claimAsked.set({ text, stop: null }),
  };
}

function noneSentence(typed: string, { text, days }: ReadSearch): string {
  if (typed.trim().startsWith(commandSign)) return 'No command is called so.';
  if (days === null) return `Nothing holds “${text}”, and no command is called so.`;
  const place = spanWords(days);
  return text === '' ? `No stops ${place}.` : `Nothing ${place} holds “${text}”.`;
}

/** `on Sat 21 Nov 2026`, `from … to …`, `since …`, `until …`. */
function spanWords({ from, to }: DaySpan): string {
  if (from !== null && from === to) return `on ${formatDay(from)}`;
  if (from !== null && to !== null) return `from ${formatDay(from)} to ${formatDay(to)}`;
  return from !== null ? `since ${formatDay(from)}` : `until ${formatDay(to ?? '')}`;
}
