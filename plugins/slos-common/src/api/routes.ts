import {
  ENTITY_ROUTE,
  defineContract,
  entityParams,
  entityParamsAnd,
  lookUpText,
} from '@opsdeck/backstage-plugin-operations-common';
import { slosReadPermission } from '../permission';
import {
  budgetSchema,
  burnTierSchema,
  definitionPlaceSchema,
  definitionProblemSchema,
  forecastSchema,
  historySchema,
  seriesQuerySchema,
  sloDefinitionViewSchema,
  sloSeriesSchema,
  sloViewSchema,
  sloWindowSchema,
  slosOverviewSchema,
} from './contract';

const read = {
  method: 'get',
  callers: ['user', 'service'],
  permissions: [slosReadPermission],
  params: entityParams,
  status: 200,
} as const;

const readOne = {
  ...read,
  params: entityParamsAnd('id', lookUpText(100)),
  refusals: { 404: 'There is no such entity, or it has no such objective.' },
} as const;

/** The HTTP contract of the SLO tab. */
export const slosContract = defineContract({
  pluginId: 'slos',
  title: 'SLOs',
  description: 'Whether promises are kept, and how fast the budget is spent.',
  routes: {
    getOverview: {
      ...read,
      path: ENTITY_ROUTE,
      summary: 'Every objective of an entity, worst first',
      answer: slosOverviewSchema,
      refusals: { 404: 'The catalog has no such entity for the caller.' },
    },
    getSeries: {
      ...readOne,
      path: `${ENTITY_ROUTE}/slos/:id/series`,
      summary: 'Burn-down and indicator of one objective over time',
      query: seriesQuerySchema,
      answer: sloSeriesSchema,
    },
    getDefinition: {
      ...readOne,
      path: `${ENTITY_ROUTE}/slos/:id/definition`,
      summary: 'The file that declares an objective',
      answer: sloDefinitionViewSchema,
    },
  },
  schemas: {
    Budget: budgetSchema,
    BurnTier: burnTierSchema,
    DefinitionPlace: definitionPlaceSchema,
    DefinitionProblem: definitionProblemSchema,
    Forecast: forecastSchema,
    History: historySchema,
    SloDefinition: sloDefinitionViewSchema,
    SloSeries: sloSeriesSchema,
    SloView: sloViewSchema,
    SloWindow: sloWindowSchema,
    SlosOverview: slosOverviewSchema,
  },
});
