/** A page that takes a file in: chosen or dropped, looked at, its columns put right, taken in. */
import { Button, Tabs } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconFileImport } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { type Dropped, useDroppedFile } from './droppedFile.ts';
import { EmptyState } from './EmptyState.tsx';
import { DropTarget, useFileField } from './FileField.tsx';
import { formatCount } from './format.ts';
import classes from './ImportLayout.module.css';
import { Key } from './Key.tsx';
import { Notice } from './Notice.tsx';
import { PageHeader } from './PageHeader.tsx';
import { useKeys } from './useKeys.ts';

interface ImportLayoutProps {
  title: string;
  note: ReactNode;
  /** More buttons of the head. */
  actions?: ReactNode;
  step: 'choose' | 'reading' | 'preview' | 'done';
  /** What is taken, for the field and for whoever drops one. */
  file: { label: string; accept: string; dropHere: string };
  onTake: (dropped: Dropped) => void;
  /** Shown until a file was chosen; `failure`: why the last one can't be taken, null: nothing was tried. */
  invitation: { title: string; words: string; failure: ReactNode };
  /** Shown while it is read. */
  reading: { fileName: string; words: string };
  /** The preview and what came of it. */
  children: ReactNode;
}

/** Key O chooses a file. */
export function ImportLayout(props: ImportLayoutProps) {
  const { title, note, actions, step, file, onTake, invitation, reading, children } = props;
  const { label, accept } = file;
  const { choose, field } = useFileField({ label, accept, onFiles: (files) => onTake({ ok: true, files }) });
  const isHovering = useDroppedFile(onTake);
  useKeys({ o: choose });
  const chooseButton = (words: string, variant: 'filled' | 'default') => (
    <Button variant={variant} aria-keyshortcuts="o" rightSection={<Key>O</Key>} onClick={choose}>
      {words}
    </Button>
  );
  return (
    <div className={classes.page}>
      <PageHeader
        title={title}
        note={note}
        actions={
          <>
            {step === 'preview' && chooseButton('Another file…', 'default')}
            {actions}
          </>
        }
      />
      {step === 'choose' && (
        <>
          {invitation.failure !== null && <Notice level="error">{invitation.failure}</Notice>}
          <div className={classes.choose}>
            <EmptyState
              icon={<IconFileImport size={32} stroke={1.4} />}
              title={invitation.title}
              actions={chooseButton('Choose a file…', 'filled')}
            >
              {invitation.words}
            </EmptyState>
          </div>
        </>
      )}
      {children}
      {step === 'reading' && <EmptyState title={`Reading ${reading.fileName}…`}>{reading.words}</EmptyState>}
      {field}
      {isHovering && <DropTarget>{file.dropHere}</DropTarget>}
    </div>
  );
}

interface ImportPreviewProps {
  first: string;
  /** In their order; `value` names one of them in `first`. */
  tabs: readonly { value: string; label: ReactNode; content: ReactNode }[];
  /** What it will bring, beside them. */
  children: ReactNode;
}

/** What a file holds on the left, under tabs; what it will bring on the right. */
export function ImportPreviewTabs({ first, tabs, children }: ImportPreviewProps) {
  return (
    <div className={classes.preview}>
      <Tabs
        className={classes.tabs}
        defaultValue={first}
        keepMounted={false}
        classNames={{ panel: classes.panel, list: classes.tabList }}
      >
        <Tabs.List>
          {tabs.map(({ value, label }) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map(({ value, content }) => (
          <Tabs.Panel key={value} value={value}>
            {content}
          </Tabs.Panel>
        ))}
      </Tabs>
      {children}
    </div>
  );
}

/** The right side of a preview. `isDense`: where there is more than fits into a low window. */
export function ImportSide({ label, isDense, children }: { label: string; isDense?: boolean; children: ReactNode }) {
  return (
    <aside className={classes.side} data-dense={isDense} aria-label={label}>
      {children}
    </aside>
  );
}

interface ImportFiguresProps {
  /** They are being counted again. */
  isStale: boolean;
  figures: readonly { word: string; count: number; isPart?: boolean; warns?: boolean }[];
}

/** How many of what; `isPart`: counted in the one above; `warns`: where there are any. */
export function ImportFigures({ isStale, figures }: ImportFiguresProps) {
  return (
    <dl className={classes.figures} data-stale={isStale} aria-live="polite">
      {figures.map(({ word, count, isPart = false, warns = false }) => (
        <div key={word} className={classes.figure} data-part={isPart} data-warns={warns && count > 0}>
          <dt>{word}</dt>
          <dd>{formatCount(count)}</dd>
        </div>
      ))}
    </dl>
  );
}

interface ImportButtonProps {
  words: string;
  /** Why it can't be taken in, or what is under way; null: nothing. */
  obstacle: string | null;
  /** What went wrong the last time. */
  failure: string | null;
  disabled: boolean;
  isCommitting: boolean;
  onImport: () => void;
}

/** At the foot of the side; key I presses it. */
export function ImportButton({ words, obstacle, failure, disabled, isCommitting, onImport }: ImportButtonProps) {
  useKeys({ i: onImport }, !disabled && !isCommitting);
  return (
    <div className={classes.end}>
      <p className={classes.obstacle} role="status" data-failed={failure !== null}>
        {failure ?? obstacle}
      </p>
      <Button
        size="sm"
        fullWidth
        aria-keyshortcuts="i"
        rightSection={<Key>I</Key>}
        disabled={disabled}
        loading={isCommitting}
        onClick={onImport}
      >
        {words}
      </Button>
    </div>
  );
}

interface ImportEndProps {
  title: ReactNode;
  /** False: something kept it from coming to its end. */
  isWhole?: boolean;
  children: ReactNode;
  /** Where to go from here. */
  ways: ReactNode;
  /** Under the sheet, as wide as the page. */
  below?: ReactNode;
}

/** What came of it; its title is read out when it comes. */
export function ImportEnd({ title, isWhole = true, children, ways, below }: ImportEndProps) {
  const Mark = isWhole ? IconCircleCheck : IconAlertTriangle;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className={classes.outcome}>
      <div className={classes.sheet}>
        <Mark className={classes.mark} data-whole={isWhole} size={32} stroke={1.4} aria-hidden="true" />
        <h3 ref={heading} className={classes.title} tabIndex={-1}>
          {title}
        </h3>
        {children}
        <div className={classes.ways}>{ways}</div>
      </div>
      {below}
    </div>
  );
}
