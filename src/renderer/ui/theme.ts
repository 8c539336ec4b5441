/** Mantine dressed as Porchlight: the tokens of `tokens.css` decide the look, this hands them to its parts. */
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** Porch-light amber. Shade 4 is the accent itself, and carries dark text. */
const amber: MantineColorsTuple = [
  '#fff6e4',
  '#fdeccb',
  '#fad99a',
  '#f6c163',
  '#f0a22e',
  '#d98715',
  '#b86a00',
  '#955300',
  '#784200',
  '#5c3200',
];

/** Warm greys in place of Mantine's blue ones. */
const gray: MantineColorsTuple = [
  '#faf8f5',
  '#f5f3ef',
  '#edeae4',
  '#e5e1d9',
  '#c9c3b7',
  '#a39c90',
  '#6b655b',
  '#57524a',
  '#3a362f',
  '#211e19',
];

const dark: MantineColorsTuple = [
  '#f0ece4',
  '#c0b9ad',
  '#a39c90',
  '#8a8377',
  '#524c43',
  '#332f29',
  '#282520',
  '#1f1d19',
  '#191714',
  '#141210',
];

const red: MantineColorsTuple = [
  '#fdf0ec',
  '#fbe0d8',
  '#f6bfae',
  '#f09a7f',
  '#e8633f',
  '#d9502c',
  '#b83212',
  '#99290e',
  '#7a200a',
  '#4a2015',
];

/** Its cross has no words of its own. */
const closeButtonProps = { 'aria-label': 'Close' };

/** What fades in has no keys yet, and what fades out has them still: those that are typed meanwhile would be lost. */
const atOnce = { duration: 0 };

export const theme = createTheme({
  primaryColor: 'amber',
  primaryShade: 4,
  autoContrast: true,
  colors: { amber, gray, dark, red },
  black: '#211e19',
  fontFamily:
    '-apple-system, BlinkMacSystemFont, "Segoe UI Variable Text", "Segoe UI", "Adwaita Sans", Cantarell, "Noto Sans", "Liberation Sans", system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: '0.6875rem', sm: '0.75rem', md: '0.8125rem', lg: '0.9375rem', xl: '1.125rem' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.25rem', lineHeight: '1.3' },
      h2: { fontSize: '0.9375rem', lineHeight: '1.4' },
      h3: { fontSize: '0.8125rem', lineHeight: '1.4' },
    },
  },
  spacing: { xs: '0.375rem', sm: '0.5rem', md: '0.75rem', lg: '1.125rem', xl: '1.75rem' },
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '10px', xl: '16px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'xs' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 28 } },
    Tooltip: { defaultProps: { openDelay: 500, withArrow: false, fz: 'sm', transitionProps: { duration: 80 } } },
    Popover: { defaultProps: { shadow: 'md', transitionProps: atOnce } },
    Menu: { defaultProps: { shadow: 'md', transitionProps: atOnce } },
    Notification: { defaultProps: { closeButtonProps } },
    Modal: {
      defaultProps: { transitionProps: atOnce, overlayProps: { backgroundOpacity: 0.35 }, closeButtonProps },
      styles: { title: { fontSize: 'var(--font-large)', fontWeight: 650 } },
    },
    TextInput: { defaultProps: { size: 'sm' } },
    NumberInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm' } },
  },
});

/** Points Mantine's own variables at the tokens, so that a Mantine part and one of ours never differ. */
export const resolveVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--pane)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--text-faint)',
    '--mantine-color-placeholder': 'var(--text-faint)',
    '--mantine-color-anchor': 'var(--accent-text)',
    '--mantine-color-default': 'var(--raised)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-default-color': 'var(--text)',
    '--mantine-color-error': 'var(--missing)',
    '--mantine-shadow-md': 'var(--shadow)',
    '--mantine-color-amber-text': 'var(--accent-text)',
    '--mantine-color-amber-light-color': 'var(--accent-text)',
    '--mantine-color-amber-outline': 'var(--accent-text)',
    '--mantine-color-gray-light-color': 'var(--text-soft)',
    '--mantine-color-gray-text': 'var(--text-soft)',
  };
  return { variables: {}, light: shared, dark: shared };
};
