import { ComponentType } from 'react';
import { Samples } from '../samples';
import { ChartSection } from './ChartSection';
import { FeedbackSection } from './FeedbackSection';
import { FreshnessSection } from './FreshnessSection';
import { MatrixSection } from './MatrixSection';
import { SetupSection } from './SetupSection';
import { TableSection } from './TableSection';
import { TimeSection } from './TimeSection';
import { TimelineSection } from './TimelineSection';
import { VerdictSection } from './VerdictSection';
import { WriteSection } from './WriteSection';

export interface GallerySection {
  /** Its link: `/gallery#verdicts`. */
  id: string;
  title: string;
  Section: ComponentType<{ samples: Samples }>;
}

/** In the order of a tab: the sentence, the evidence, its age, what one can do. */
export const SECTIONS: readonly GallerySection[] = [
  { id: 'verdicts', title: 'Verdicts and headline', Section: VerdictSection },
  {
    id: 'freshness',
    title: 'Freshness and sources',
    Section: FreshnessSection,
  },
  { id: 'time', title: 'Time', Section: TimeSection },
  { id: 'matrix', title: 'Environment matrix', Section: MatrixSection },
  { id: 'tables', title: 'Tables, filters, drawer', Section: TableSection },
  { id: 'timeline', title: 'Timeline', Section: TimelineSection },
  { id: 'charts', title: 'Budget and charts', Section: ChartSection },
  { id: 'writes', title: 'Writes', Section: WriteSection },
  { id: 'setup', title: 'Setup', Section: SetupSection },
  { id: 'feedback', title: 'Errors and waiting', Section: FeedbackSection },
];
