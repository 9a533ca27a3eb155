import Typography from '@material-ui/core/Typography';
import { useKitTranslation } from '../translation/operationsReactTranslationRef';

export interface NewestOnlyProps {
  /** How many are shown. */
  count: number;
}

/** Says that a list is cut at what the API gives in one answer. */
export function NewestOnly({ count }: NewestOnlyProps) {
  const { t } = useKitTranslation();
  return (
    <Typography variant="body2">
      {t('table.newestOnly', { number: String(count) })}
    </Typography>
  );
}
