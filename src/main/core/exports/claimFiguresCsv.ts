/** What claims teach, as a table: the depot as a whole, then a row a driver, an area and an address. */
import type { ClaimFigure, ClaimFigures } from '#shared/claimFigures.ts';
import type { ExportDefinition } from './contract.ts';
import { type CsvCell, writeCsv } from './csvFile.ts';

const columns = [
  'from',
  'to',
  'by',
  'name',
  'deliveries',
  'claimed',
  'rejected',
  'per_thousand',
  'low_per_thousand',
  'high_per_thousand',
  'verdict',
  'surplus',
  'sentence',
] as const;

export const claimFiguresCsv: ExportDefinition = {
  words: 'Claim figures',
  extension: 'csv',
  async write({ depot, days, signal }, out) {
    const figures = await depot.queries.claimFigures.figures(days, depot.optOuts.today());
    await writeCsv(columns, rows(figures), out, signal);
    const { addresses, addressesTotal } = figures;
    return addresses.length < addressesTotal
      ? `Of ${addressesTotal} addresses with a claim, the ${addresses.length} with the most are in it.`
      : null;
  },
};

type Figures = Omit<ClaimFigures, 'timeZone'>;

function* rows({ from, to, depot, drivers, areas, addresses }: Figures): Generator<CsvCell[]> {
  yield [from, to, 'depot', '', ...countsOf(depot), '', '', ''];
  for (const [by, figures] of Object.entries({ driver: drivers, area: areas, address: addresses })) {
    for (const figure of figures) {
      const { name, verdict, surplus, sentence } = figure;
      yield [from, to, by, name, ...countsOf(figure), verdict, hundredths(surplus), sentence];
    }
  }
}

type Counts = Pick<ClaimFigure, 'deliveries' | 'claimed' | 'rejected' | 'rate' | 'low' | 'high'>;

const countsOf = ({ deliveries, claimed, rejected, rate, low, high }: Counts): number[] => [
  ...[deliveries, claimed, rejected],
  ...[rate, low, high].map((share) => hundredths(share * 1000)),
];

const hundredths = (n: number): number => Math.round(n * 100) / 100;
