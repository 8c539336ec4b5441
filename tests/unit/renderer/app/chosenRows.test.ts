import { describe, expect, test } from 'vitest';
import { type ChosenRows, chooseRow, onlyRow } from '#app/chosenRows.ts';

const order = ['a', 'b', 'c', 'd', 'e'];
const chosen = ({ keys }: ChosenRows) => [...keys];

describe('choosing several rows', () => {
  test('Shift takes all from the row that was chosen by itself, in either direction', () => {
    const down = chooseRow(onlyRow('b'), 'd', 'range', order);
    expect(chosen(down)).toEqual(['b', 'c', 'd']);
    const up = chooseRow(down, 'a', 'range', order);
    expect(chosen(up)).toEqual(['a', 'b']);
    expect(up.active).toBe('a');
  });

  test('Shift back to where it began leaves that row alone', () => {
    const two = chooseRow(onlyRow('b'), 'c', 'range', order);
    expect(chosen(chooseRow(two, 'b', 'range', order))).toEqual([]);
  });

  test('Ctrl or ⌘ adds one, and takes it away again', () => {
    const two = chooseRow(onlyRow('a'), 'd', 'toggle', order);
    expect(chosen(two)).toEqual(['a', 'd']);
    const three = chooseRow(two, 'c', 'toggle', order);
    expect(chosen(three)).toEqual(['a', 'd', 'c']);
    expect(chosen(chooseRow(three, 'a', 'toggle', order))).toEqual(['d', 'c']);
  });

  test('the last one that is left is simply the active row', () => {
    const two = chooseRow(onlyRow('a'), 'd', 'toggle', order);
    expect(chooseRow(two, 'd', 'toggle', order)).toMatchObject({ active: 'a' });
    expect(chosen(chooseRow(two, 'd', 'toggle', order))).toEqual([]);
  });

  test('a plain choice ends it', () => {
    const many = chooseRow(onlyRow('a'), 'e', 'range', order);
    expect(chooseRow(many, 'c', 'one', order)).toEqual(onlyRow('c'));
  });

  test('a range from a row that is gone begins anew', () => {
    expect(chooseRow(onlyRow('gone'), 'c', 'range', order)).toEqual(onlyRow('c'));
  });
});
