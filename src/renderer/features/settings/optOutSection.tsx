/** Settings of opting out by a link: the depot's own page, and the key that signs the tokens. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { keepDay } from '#app/place.ts';
import { queries } from '#app/queries.ts';
import { formatAmount } from '#ui/format.ts';
import { webAddressProblem } from './channelWords.ts';
import classes from './mapSection.module.css';
import { SecretSetting } from './SecretSetting.tsx';
import { useEditor } from './settingsEditor.ts';
import { TextSetting } from './TextSetting.tsx';

export function OptOutSection() {
  const { settings, save } = useEditor();
  const { confirmations } = settings;
  const { data: register } = useQuery(queries.optOuts());
  return (
    <>
      <p className={classes.state} role="status">
        {register
          ? `${formatAmount(register.counts.standing, 'opt-out stands', 'opt-outs stand')}. ${register.linkTrouble ?? 'Messages hold a link for opting out.'}`
          : 'Whoever wants no photos stands in the register.'}{' '}
        <Link to="/opt-outs" search={keepDay}>
          Open the register
        </Link>
      </p>
      <TextSetting
        field="confirmations.optOutUrl"
        label="Page for opting out"
        help="An address of your own site, with {token} where the customer’s signed token goes: https://example.com/no-photos?t={token}. Empty: no link in the messages. Tokens that come back are pasted, or imported as a list, on the page of the opt-outs."
        value={confirmations.optOutUrl ?? ''}
        maxLength={2000}
        problemOf={optOutProblem}
        onSave={(address) =>
          void save('confirmations.optOutUrl', {
            confirmations: { ...confirmations, optOutUrl: address === '' ? null : address },
          })
        }
      />
      <SecretSetting
        name="opt-out-link-key"
        label="Key of the opt-out links"
        help="Signs the tokens, so that nobody can opt out for somebody else: 32 characters at least. Your site needs the same one to check them; docs/opt-outs.md has a checker."
        mayMakeUp
      />
    </>
  );
}

function optOutProblem(address: string): string | null {
  if (address === '') return null;
  if (!address.includes('{token}')) return 'It must have {token} in it, where the customer’s token goes.';
  return webAddressProblem(address.replaceAll('{token}', 'token'), true);
}
