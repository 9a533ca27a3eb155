/**
 * The interface kit shared by the Opsdeck tabs and pages.
 *
 * @packageDocumentation
 */
export * from './api/createPluginFetch';
export * from './api/useEntityRef';
export * from './chart/BudgetGauge';
export * from './chart/Sparkline';
export * from './chart/TimeSeriesChart';
export type {
  ChartMarker,
  ChartSeries,
  ChartThreshold,
} from './chart/chartTypes';
export * from './dialog/ConfirmDialog';
export * from './environment/EnvironmentMatrix';
export * from './export/CopyButton';
export * from './export/CsvButton';
export * from './export/SaveButton';
export {
  toCsv,
  type CsvColumn,
} from '@opsdeck/backstage-plugin-operations-common';
export * from './feedback/EmptyState';
export * from './feedback/ErrorPanel';
export * from './feedback/LoadingSkeleton';
export type { ErrorContext, ErrorExplanation } from './feedback/explainError';
export * from './filter/FilterBar';
export * from './filter/FilterSelect';
export * from './freshness/FreshnessChip';
export * from './freshness/FreshnessLine';
export * from './freshness/FreshnessList';
export * from './freshness/SourceProblemPanel';
export * from './headline/Headline';
export * from './hint/Hint';
export * from './hint/VisuallyHidden';
export * from './layout/CodeBlock';
export * from './layout/Facts';
export * from './layout/ScrollRegion';
export * from './layout/useWalk';
export * from './query/OpsdeckQueryProvider';
export * from './query/queryClient';
export * from './query/useApiMutation';
export * from './query/useApiQuery';
export * from './routing/useUrlState';
export * from './setup/SetupCard';
export { annotationSnippet } from './setup/annotationSnippet';
export * from './tab/EntityCard';
export * from './tab/EntityTab';
export * from './tab/NewestOnly';
export * from './tab/QueryBoundary';
export * from './tab/TabOverview';
export * from './tab/useLoadMore';
export * from './table/DataTable';
export * from './table/DetailDrawer';
export * from './table/TwoLines';
export * from './table/column';
export * from './table/useDetailDrawer';
export { quietTextColor, verdictColor } from './theme/verdictColors';
export type { VerdictTone } from './theme/verdictColors';
export * from './time/Countdown';
export * from './time/DurationText';
export * from './time/InstantText';
export * from './time/RelativeTime';
export * from './time/WindowText';
export * from './time/useNow';
export type { DatedWindow } from './time/windowText';
export * from './timeline/Timeline';
export * from './translation/operationsReactTranslationRef';
export * from './translation/useKitText';
export * from './verdict/VerdictChip';
export * from './verdict/VerdictCounts';
export * from './verdict/VerdictIcon';
export * from './verdict/verdictWord';
